import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { diagnosticCodes, resolveConfig } from "../src/index.ts";
import { reviewCodes } from "../src/model/review-codes.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const readme = readFileSync(`${root}/README.md`, "utf8");

test("the table of codes is the one of the program", () => {
  const rows = [...readme.matchAll(/^\| `([a-z-]+)` \| (error|warning) \| (.*) \|$/gm)];
  expect(rows.map(([, code, severity, sentence]) => [code, { severity, sentence }])).toEqual([
    ...diagnosticCodes,
  ]);
});

test("what a comparison with a base may say first is explained", () => {
  const chapter = /## Reviewing a change\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? "";
  const rows = [...chapter.matchAll(/^\| ([a-z-, ]+) \| (?:error|warning) \|/gm)];
  const told = rows.flatMap(([, codes = ""]) => codes.split(", "));
  expect(told.toSorted()).toEqual([...reviewCodes].toSorted());
});

test("every command has a row, and every row is a command", () => {
  const commands = readdirSync(`${root}/src/cli/commands`)
    .filter((name) => name.endsWith(".command.ts"))
    .map((name) => name.replace(".command.ts", ""));
  const rows = [...readme.matchAll(/^\| `hookfleet ([a-z-]+)[^`]*` \|/gm)].map(([, name]) => name);
  expect(rows.toSorted()).toEqual(commands.toSorted());
});

test("every file that it shows is valid", async () => {
  const blocks = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = ""]) => text);
  expect(blocks.length).toBeGreaterThanOrEqual(2);
  for (const text of blocks) {
    const source = { file: "README.md", text, role: "config" } as const;
    const { diagnostics } = await resolveConfig([source], { now: Date.now() });
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  }
});
