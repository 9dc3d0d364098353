import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import type { Io } from "../../src/cli/io.ts";
import { madeOnce } from "../../src/cli/output/print-result.ts";
import { createProgram } from "../../src/cli/program.ts";
import { enterStage } from "../support/run-cli.ts";

const beginnings = {
  text: "Changes: 4\nacme\n",
  json: "{\n",
  markdown: "## hookfleet plan\n",
  html: "<!doctype html>\n",
} as const;

const formats = Object.keys(beginnings) as readonly (keyof typeof beginnings)[];

describe.each(formats)("--format %s", (format) => {
  test("of a plan is all that stdout holds", async () => {
    const { run } = await enterStage();
    const { code, stdout } = await run(["plan", "--format", format]);
    expect(code).toBe(0);
    expect(stdout.startsWith(beginnings[format])).toBe(true);
    expect(stdout.endsWith("\n")).toBe(true);
  });

  test("of merged plans is the same", async () => {
    const { run } = await enterStage();
    await run(["plan", "--target", "acme", "--out", "1.json"]);
    await run(["plan", "--target", "acme/api", "--out", "2.json"]);
    const { code, stdout } = await run(["merge", "1.json", "2.json", "--format", format]);
    expect(code).toBe(0);
    expect(stdout.startsWith(beginnings[format])).toBe(true);
  });
});

test("one run saves as many formats as it is asked for, each by its ending", async () => {
  const { run, read } = await enterStage();
  const out = ["plan.json", "plan.md", "plan.HTML", "again.md"];
  const { code, stdout } = await run(["plan", ...out.flatMap((name) => ["--out", name])]);
  expect(code).toBe(0);
  expect(stdout.startsWith(beginnings.text)).toBe(true);
  expect(read("plan.json").startsWith(beginnings.json)).toBe(true);
  expect(read("plan.md").startsWith(beginnings.markdown)).toBe(true);
  expect(read("plan.HTML").startsWith(beginnings.html)).toBe(true);
  expect(read("again.md")).toBe(read("plan.md"));

  const merged = await run(["merge", "plan.json", "--out", "all.json", "--out", "all.html"]);
  expect(merged.code).toBe(0);
  expect(read("all.html").startsWith(beginnings.html)).toBe(true);
  expect(JSON.parse(read("all.json"))).toMatchObject({ summary: { create: 3 } });
});

test.each([
  ["plan", "plan.txt"],
  ["plan", "plan"],
  ["plan", "json"],
  ["merge", "plan.yaml"],
])("%s --out %s is refused before anything is read or written", async (command, name) => {
  const { run, folder, simulator } = await enterStage();
  const before = readdirSync(folder);
  const files = command === "merge" ? ["none.json"] : [];
  const { code, stdout, stderr } = await run([command, ...files, "--out", "a.md", "--out", name]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain("error unknown-format:");
  expect(simulator.requests).toEqual([]);
  expect(readdirSync(folder)).toEqual(before);
});

test("a document is made once for all formats, and once more unmasked", () => {
  const made: boolean[] = [];
  const document = madeOnce(({ showUrls }) => {
    made.push(showUrls);
    return { showUrls };
  });
  const shown = [false, false, true, false, true].map(
    (showUrls) => document({ showUrls }).showUrls,
  );
  expect([shown, made]).toEqual([
    [false, false, true, false, true],
    [false, true],
  ]);
});

test("--show-urls lifts masks on stdout and never in a file", async () => {
  const { run, read } = await enterStage();
  const argv = ["plan", "--format", "markdown", "--show-urls", "--out", "plan.md"];
  const { stdout } = await run(argv);
  expect(stdout).not.toBe(read("plan.md"));
  expect(read("plan.md")).toContain("***");
});

/** What a command needs before it comes to a result. */
const needed: Readonly<Record<string, readonly string[]>> = {
  explain: ["acme/api"],
  merge: ["saved.json"],
  redeliver: ["--dry-run"],
};

const silent = { write: () => {}, isTTY: false, columns: undefined };
const { commands } = createProgram(
  { stdout: silent, stderr: silent } as unknown as Io,
  () => {},
  async () => exitCodes.ok,
);
// What posts to GitHub shows no result but what it did.
const posts: readonly string[] = ["comment", "report-issue"];
const choices = commands.flatMap((command) =>
  (posts.includes(command.name()) ? [] : command.options)
    .filter(({ long }) => long === "--format")
    .map(({ argChoices = [] }) => [command.name(), argChoices] as const),
);
const savers = commands.filter(({ options }) =>
  options.some(({ long, description }) => long === "--out" && description.startsWith("save")),
);

test.each(choices)("%s writes each of its formats: %j", async (name, names) => {
  expect(names).toContain("json");
  const { run } = await enterStage();
  await run(["plan", "--out", "saved.json"]);
  const argv = [name, ...(needed[name] ?? [])];
  const shown = await Promise.all(names.map((format) => run([...argv, "--format", format])));
  expect(shown.map(({ stdout }) => stdout)).not.toContain("");
});

test.each(savers.map((command) => command.name()))(
  "%s saves what each ending asks for",
  async (name) => {
    const { run, read } = await enterStage();
    await run(["plan", "--out", "saved.json"]);
    const refused = await run([name, "--out", "plan.none"]);
    const [, list = ""] = /The name ends in (.*)\./.exec(refused.stderr) ?? [];
    const endings = list.split(", ");
    expect(endings).toContain(".json");
    const out = endings.flatMap((ending) => ["--out", `all${ending}`]);
    await run([name, ...(needed[name] ?? []), ...out]);
    expect(endings.map((ending) => read(`all${ending}`))).not.toContain("");
  },
);
