import { execFile } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { isolatedDeclarationSync } from "rolldown/experimental";
import { describe, expect, onTestFinished, test } from "vitest";
import { exampleEnvironment } from "./support/example-fleet.ts";
import { enterStage } from "./support/run-cli.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const run = promisify(execFile);

/** The names that a module exports, with the file that declares each. */
function exportsOf(entry: string): ReadonlyMap<string, { file: string; name: string }> {
  const text = readFileSync(join(root, "src", entry), "utf8");
  const lists = [...text.matchAll(/^export (?:type )?\{([^}]*)\} from "(.+?)";/gm)];
  return new Map(
    lists.flatMap(([, names = "", path = ""]) =>
      names.split(",").flatMap((word) => {
        const name = word.replace("type ", "").trim();
        if (name === "") return [];
        return [[name, { file: resolve(root, "src", path), name }] as const];
      }),
    ),
  );
}

/** The comment and the text of one declaration. */
function declarationOf({ file, name }: { file: string; name: string }) {
  const { code: text } = isolatedDeclarationSync(file, readFileSync(file, "utf8"));
  const start = text.search(
    new RegExp(`^export (?:declare )?(?:function|interface|type|class|const) ${name}\\b`, "m"),
  );
  const [whole = ""] = /^[\s\S]*?(?=^(?:\/\*\*|export|declare|interface|type|import)\b)/m.exec(
    text.slice(start + 1),
  ) ?? [text.slice(start + 1)];
  const before = text.slice(0, start).trimEnd();
  const comment = before.endsWith("*/") ? before.slice(before.lastIndexOf("/**")) : "";
  const declared = whole.replace(/\/\*[\s\S]*?\*\//g, "").replace(/"[^"]*"|`[^`]*`/g, "");
  const named = new Set(declared.match(/\b[A-Z]\w+/g));
  const types = [...named].filter(
    (one) =>
      one !== name &&
      (new RegExp(`^import .*\\b${one}\\b`, "m").test(text) ||
        new RegExp(`^(?:export |declare )*(?:interface|type|class) ${one}\\b`, "m").test(text)),
  );
  return { start, comment, code: declared, types };
}

describe.each(["index.ts", "simulator.ts"])("%s", (entry) => {
  const names = exportsOf(entry);

  test("exports at most 60 names", () => {
    expect(names.size).toBeGreaterThan(20);
    expect(names.size).toBeLessThanOrEqual(60);
  });

  test("is published with all of them, in one file that needs no other", () => {
    const published = readFileSync(join(root, "dist", entry.replace(".ts", ".d.ts")), "utf8");
    const [, list = ""] = /^export \{(.*)\};$/m.exec(published) ?? [];
    const words = list.split(",").map((word) => word.replace(/.* as |type /, "").trim());
    expect(words.toSorted()).toEqual([...names.keys()].toSorted());
    expect(published).not.toMatch(/^import |import\(/m);
  });

  test("docs/library.md names them, or their kind", () => {
    const page = readFileSync(join(root, "docs/library.md"), "utf8");
    const unnamed = [...names.keys()].filter((name) => !page.includes(`\`${name}\``));
    if (entry === "index.ts") expect(unnamed).toEqual([]);
  });

  test.each([...names])("%s is declared, and in the library with a doc block", (_, place) => {
    const { start, comment } = declarationOf(place);
    expect(start).toBeGreaterThanOrEqual(0);
    if (entry === "index.ts") expect(comment.replace(/[*/\s]/g, "").length).toBeGreaterThan(10);
  });

  // What a user calls or writes; results may hold more than anybody has to name.
  const called = [...names].filter(
    ([name, place]) =>
      name.endsWith("Options") || /^xport .*(?:function|class) /.test(declarationOf(place).code),
  );
  test.each(called)("every type that %s mentions is exported, too", (_, place) => {
    expect(declarationOf(place).types.filter((name) => !names.has(name))).toEqual([]);
  });
});

test("the page of example compiles, and does what apply does", async () => {
  const folder = mkdtempSync(join(tmpdir(), "hookfleet-library-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules", "hookfleet"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  const source = join(root, "examples/library/apply.ts");
  expect(readFileSync(source, "utf8").trimEnd().split("\n").length).toBeLessThan(30);
  expect(readFileSync(join(root, "docs/library.md"), "utf8")).toContain(
    readFileSync(source, "utf8"),
  );
  copyFileSync(source, join(folder, "apply.ts"));
  const modules = join(root, "node_modules");
  const argv = [join(modules, "typescript/bin/tsc"), "apply.ts", "--strict", "--target", "es2023"];
  argv.push("--module", "nodenext", "--types", "node", "--typeRoots", join(modules, "@types"));
  await run(process.execPath, argv, { cwd: folder });

  const stage = await enterStage();
  const env = { ...exampleEnvironment, GITHUB_API_URL: stage.url, PATH: process.env["PATH"] };
  const apply = () => run(process.execPath, [join(folder, "apply.js")], { cwd: stage.folder, env });
  const { stdout } = await apply();
  expect(stdout).toContain("Plan: ");
  expect(stdout).toMatch(/^Applied /m);
  expect((await stage.run(["plan", "--detailed-exitcode"])).code).toBe(0);
  // The guards hold here, too.
  stage.write("hookfleet.yaml", "version: 1\norganizations: { nobody: { hooks: [] } }\n");
  await expect(apply()).rejects.toMatchObject({ code: 1 });
});
