import { expect, test } from "vitest";
import { load } from "./support/load.ts";

const hooks = "version: 1\norganizations:\n  acme:\n    hooks:\n";

/** So many characters of one line again and again, each with its number. */
type Text = (size: number) => string;

function repeated(line: (index: number) => string, head: string = hooks): Text {
  return (size) => {
    const lines: string[] = [];
    for (let length = head.length; length < size; length += lines.at(-1)?.length ?? 0)
      lines.push(line(lines.length));
    return head + lines.join("");
  };
}

const hook = (more: string) => (index: number) =>
  `      - { url: "https://a.example.com/${index}", events: [push], content_type: json, ${more} }\n`;

const inOneLine = repeated(() => "{ use: a, secert: hunter2 }, ", "");

type Loaded = ReturnType<typeof load>;

/** Milliseconds of this process's own work, however busy the machine is. */
function workOf(text: string, check: (loaded: Loaded) => void): number {
  const before = process.cpuUsage();
  const loaded = load(text);
  const { user, system } = process.cpuUsage(before);
  check(loaded);
  return (user + system) / 1_000;
}

/** How much more work a text makes that is eight times as long: 8, or 64 where it is quadratic. */
function growthOf(text: Text, check: (loaded: Loaded) => void = () => {}): number {
  return workOf(text(240_000), check) / workOf(text(30_000), () => {});
}

test.each<[what: string, text: Text, code: string]>([
  ["the same misspelt key", repeated(hook("secert: hunter2")), "unknown-key"],
  ["the same literal secret", repeated(hook("secret: hunter2")), "unknown-secret"],
  ["a scalar for each hook", repeated(() => "      - hunter2\n"), "wrong-type"],
  [
    "a scalar for each secret",
    repeated((index) => `  s${index}: hunter2\n`, "version: 1\nsecrets:\n"),
    "wrong-type",
  ],
  [
    "one URL",
    repeated(
      (index) =>
        `      - { url: "https://a.example.com/", events: [push, e${index}], content_type: json, secret: none }\n`,
    ),
    "duplicate-hook",
  ],
  [
    "templates that are not there",
    repeated((index) => `      - use: name${index}\n`),
    "unknown-template",
  ],
  [
    "one line",
    (size) => `{ version: 1, organizations: { acme: { hooks: [${inOneLine(size)}] } } }`,
    "unknown-key",
  ],
  ["one key", repeated((index) => `x: ${index}\n`, "version: 1\n"), "duplicate-key"],
  ["aliases", repeated(() => "- *a\n", "version: 1\nx-a: &a 1\nx-b:\n"), "too-many-aliases"],
  ["no mistake at all", repeated(hook("secret: none")), "none"],
])("a large file is read in linear time: %s", (_title, text, code) => {
  // Garbage collection and compilation can be part of either: linear growth shows after a few attempts.
  let growth = growthOf(text, ({ diagnostics, config }) => {
    const found = diagnostics.filter((diagnostic) => diagnostic.code === code);
    if (code === "none") expect(config?.owners[0]?.own?.hooks.length).toBeGreaterThan(2_000);
    else expect(found.length).toBeGreaterThan(code === "too-many-aliases" ? 0 : 2_000);
    expect(JSON.stringify(diagnostics)).not.toContain("hunter2");
  });
  for (let attempt = 1; growth > 20 && attempt < 8; attempt += 1)
    growth = Math.min(growth, growthOf(text));
  expect(growth).toBeLessThanOrEqual(20);
});
