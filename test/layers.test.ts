import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Each layer, a word of its rule's message, what it may not import, and what it may. */
const rules: readonly [string, string, readonly string[], readonly string[]][] = [
  [
    "src/model/x.ts",
    "imports nothing but itself and src/redact",
    ["../plan/x.ts", "../fleet/x.ts", "node:fs", "yaml", "@octokit/core", "../index.ts"],
    ["./y.ts", "../redact/x.ts"],
  ],
  [
    "src/redact/x.ts",
    "imports nothing",
    ["../model/x.ts", "../documents/x.ts", "../github/x.ts", "node:util"],
    ["./y.ts"],
  ],
  [
    "src/plan/x.ts",
    "planner is pure",
    ["node:fs", "../config/x.ts", "../github/x.ts", "../documents/x.ts", "../apply/x.ts"],
    ["../model/x.ts", "node:crypto"],
  ],
  [
    "src/config/x.ts",
    "configuration is pure",
    ["node:fs", "@octokit/core", "commander", "../plan/x.ts", "../cli/io.ts"],
    ["yaml", "ajv/dist/2020.js", "../model/x.ts"],
  ],
  [
    "src/config/read.ts",
    "Reading files",
    ["../github/x.ts", "@octokit/core"],
    ["node:fs/promises"],
  ],
  [
    "src/config/rules/x.ts",
    "configuration is pure",
    ["node:fs", "../../plan/x.ts"],
    ["../../model/x.ts", "../parse.ts"],
  ],
  [
    "src/github/x.ts",
    "GitHub client",
    ["../apply/x.ts", "../plan/x.ts", "../documents/x.ts", "node:fs", "yaml"],
    ["@octokit/core", "undici", "../redact/x.ts"],
  ],
  [
    "src/github/cache/x.ts",
    "cache of the GitHub client",
    ["../apply/x.ts", "../plan/x.ts", "yaml"],
    ["node:fs", "./y.ts", "../model/x.ts"],
  ],
  [
    "src/verify/x.ts",
    "Signatures are judged",
    ["../github/x.ts", "../deliveries/x.ts", "../documents/x.ts", "node:fs", "../cli/x.ts"],
    ["../model/x.ts", "node:crypto", "./y.ts"],
  ],
  [
    "src/deliveries/x.ts",
    "judged from data",
    ["../github/x.ts", "../verify/x.ts", "../documents/x.ts", "node:fs", "../cli/x.ts"],
    ["../model/x.ts", "./y.ts"],
  ],
  [
    "src/apply/x.ts",
    "only through the port",
    ["../github/x.ts", "../render/x.ts", "node:fs", "@octokit/core"],
    ["../model/x.ts", "../plan/x.ts", "../verify/x.ts"],
  ],
  [
    "src/comments/x.ts",
    "through a port",
    ["../github/x.ts", "../documents/x.ts", "../plan/x.ts", "node:crypto", "@octokit/core"],
    ["../model/x.ts", "./y.ts"],
  ],
  [
    "src/documents/x.ts",
    "made from results",
    ["../render/x.ts", "../github/x.ts", "../cli/x.ts", "node:fs", "../index.ts"],
    ["../model/x.ts", "../plan/x.ts", "../redact/x.ts"],
  ],
  [
    "src/render/x.ts",
    "turn documents into text",
    ["node:util", "../plan/x.ts", "../cli/io.ts", "../config/x.ts"],
    ["../model/x.ts", "../documents/x.ts"],
  ],
  ["src/render/text/palette.ts", "palette", ["node:fs", "../../plan/x.ts"], ["node:util"]],
  [
    "src/simulator/x.ts",
    "imitates GitHub",
    ["../model/x.ts", "../github/x.ts", "yaml", "node:fs"],
    ["node:http", "./y.ts", "../model/webhook-events.ts"],
  ],
  [
    "src/fleet/x.ts",
    "writes nothing and shows nothing",
    [
      "../apply/x.ts",
      "../documents/x.ts",
      "../render/x.ts",
      "../cli/x.ts",
      "node:fs",
      "../index.ts",
    ],
    ["../model/x.ts", "../config/x.ts", "../github/x.ts", "../plan/x.ts"],
  ],
  [
    "src/cli/x.ts",
    "may import every layer",
    ["../index.ts", "yaml", "@octokit/core", "undici", "ajv"],
    ["../plan/x.ts", "../model/x.ts", "../render/x.ts", "commander", "node:fs", "../simulator.ts"],
  ],
  [
    "src/cli/commands/x.ts",
    "may import every layer",
    ["../../index.ts", "../../simulator/x.ts"],
    ["../../plan/x.ts", "../../model/x.ts", "../io.ts"],
  ],
];

interface Finding {
  readonly message: string;
  readonly location: { readonly path: string; readonly start: { readonly line: number } };
}

const folder = mkdtempSync(join(tmpdir(), "hookfleet-layers-"));
let findings: readonly Finding[] = [];

beforeAll(() => {
  const settings = JSON.parse(readFileSync(join(root, "biome.json"), "utf8")) as object;
  const alone = { ...settings, vcs: { enabled: false }, files: {} };
  writeFileSync(join(folder, "biome.json"), JSON.stringify(alone));
  // One file for each rule, one import a line: the line says which import was found.
  for (const [path, , forbidden, allowed] of rules) {
    const lines = [...forbidden, ...allowed].map((specifier) => `import "${specifier}";\n`);
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), lines.join(""));
  }
  const { stdout } = spawnSync(
    join(root, "node_modules/.bin/biome"),
    ["lint", "--only=style/noRestrictedImports", "--reporter=json", "--max-diagnostics=none", "."],
    { cwd: folder, encoding: "utf8" },
  );
  findings = (JSON.parse(stdout) as { diagnostics: readonly Finding[] }).diagnostics;
});

afterAll(() => rmSync(folder, { recursive: true }));

describe.each(rules)("%s", (path, word, forbidden, allowed) => {
  const said = (specifier: string): string => {
    const line = [...forbidden, ...allowed].indexOf(specifier) + 1;
    const found = findings.find(
      ({ location }) => location.path === path && location.start.line === line,
    );
    return found?.message ?? "";
  };

  test.each(forbidden)("may not import %s", (specifier) => {
    expect(said(specifier)).toContain(word);
  });

  test.each(allowed)("may import %s", (specifier) => {
    expect(said(specifier)).toBe("");
  });
});

test("an exported name has one meaning", () => {
  const places = new Map<string, string[]>();
  const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => name.endsWith(".ts") && !name.includes("generated"))) {
    const names = readFileSync(join(root, "src", file), "utf8").matchAll(
      /^export (?:async )?(?:function\*?|const|interface|type) (\w+)/gm,
    );
    for (const [, name = ""] of names) places.set(name, [...(places.get(name) ?? []), file]);
  }
  expect(places.size).toBeGreaterThan(500);
  const repeated = [...places].filter(([, all]) => all.length > 1).map(([name]) => name);
  // The same in both: the simulator imports nothing of the rest.
  expect(repeated).toEqual(["JsonObject"]);
});
