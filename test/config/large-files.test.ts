import { expect, test } from "vitest";
import { load } from "./support/load.ts";

const hooks = "version: 1\norganizations:\n  acme:\n    hooks:\n";

/** A megabyte of one line again and again. */
function megabyte(line: (index: number) => string, head: string = hooks): string {
  const lines: string[] = [];
  let size = head.length;
  for (let index = 0; size < 1_000_000; index += 1) {
    const next = line(index);
    lines.push(next);
    size += next.length;
  }
  return head + lines.join("");
}

const hook = (more: string) => (index: number) =>
  `      - { url: "https://a.example.com/${index}", events: [push], content_type: json, ${more} }\n`;

// What is quadratic takes minutes here, so that the test's own limit of time is enough.
test.each<[string, string, string]>([
  ["the same misspelt key", megabyte(hook("secert: hunter2")), "unknown-key"],
  ["the same literal secret", megabyte(hook("secret: hunter2")), "unknown-secret"],
  ["a scalar for each hook", megabyte(() => "      - hunter2\n"), "wrong-type"],
  [
    "a scalar for each secret",
    megabyte((index) => `  s${index}: hunter2\n`, "version: 1\nsecrets:\n"),
    "wrong-type",
  ],
  [
    "one URL",
    megabyte(
      (index) =>
        `      - { url: "https://a.example.com/", events: [push, e${index}], content_type: json, secret: none }\n`,
    ),
    "duplicate-hook",
  ],
  [
    "templates that are not there",
    megabyte((index) => `      - use: name${index}\n`),
    "unknown-template",
  ],
  [
    "one line",
    `{ version: 1, organizations: { acme: { hooks: [${megabyte(() => "{ use: a, secert: hunter2 }, ", "")}] } } }`,
    "unknown-key",
  ],
  ["one key", megabyte((index) => `x: ${index}\n`, "version: 1\n"), "duplicate-key"],
  ["aliases", megabyte(() => "- *a\n", "version: 1\nx-a: &a 1\nx-b:\n"), "too-many-aliases"],
])("a megabyte with the same mistake everywhere: %s", (_title, text, code) => {
  const { diagnostics } = load(text);
  const codes = diagnostics.filter((diagnostic) => diagnostic.code === code);
  expect(codes.length).toBeGreaterThan(code === "too-many-aliases" ? 0 : 5000);
  expect(JSON.stringify(codes)).not.toContain("hunter2");
});

test("a megabyte that is right", () => {
  const { config } = load(megabyte(hook("secret: none")));
  expect(config?.owners[0]?.own?.hooks.length).toBeGreaterThan(5000);
});
