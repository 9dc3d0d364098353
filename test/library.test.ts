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
import { describe, expect, onTestFinished, test } from "vitest";
import { exampleEnvironment } from "./support/example-fleet.ts";
import { enterStage } from "./support/run-cli.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const run = promisify(execFile);

/** The names that a module exports, with the file that declares each; a namespace counts as one. */
function exportsOf(entry: string): ReadonlyMap<string, { file: string; name: string }> {
  const text = readFileSync(join(root, "src", entry), "utf8");
  const lists = [...text.matchAll(/^export (?:type )?(?:\{([^}]*)\}|\* as (\w+)) from "(.+?)";/gm)];
  return new Map(
    lists.flatMap(([, names = "", namespace = "", path = ""]) =>
      `${names},${namespace}`.split(",").flatMap((word) => {
        const name = word.replace("type ", "").trim();
        if (name === "") return [];
        return [[name, { file: resolve(root, "src", path), name }] as const];
      }),
    ),
  );
}

/** What is published of a module: each declaration with its comment, and the names that are exported. */
function publishedOf(entry: string) {
  const text = readFileSync(join(root, "dist", entry.replace(".ts", ".d.ts")), "utf8");
  const pattern =
    /^(\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?(?:declare )?(interface|type|class|function|const) ([\w$]+)/gm;
  const starts = [...text.matchAll(pattern)];
  const declarations = new Map(
    starts.map(({ index, 1: comment = "", 2: kind = "", 3: name = "" }, position) => {
      const whole = text.slice(index, starts[position + 1]?.index ?? text.length);
      const [code = ""] = whole
        .slice(comment.length)
        .replace(/\/\*[\s\S]*?\*\//g, "")
        .split(/^(?:export|declare namespace) /m);
      return [name, { kind, comment, code, whole }] as const;
    }),
  );
  const lists = [...text.matchAll(/^ *export \{(.*)\};$/gm)].map(([, list = ""]) => list);
  const exported = new Set(
    lists
      .flatMap((list) => list.split(","))
      .map((word) =>
        word
          .trim()
          .replace(/^type /, "")
          .replace(/ as .*/, ""),
      ),
  );
  return { declarations, exported };
}

/** What types are made of that nobody can have a value of: a brand, and the notation of seeds and switches. */
const derivations: ReadonlySet<string> = new Set([
  ...["checked", "Definitions", "definitions", "OneOf", "ValueOf"],
  ...["Required", "Shape", "ShapeName", "Shapes", "shapes", "Typed", "Values"],
]);

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

  const { declarations, exported } = publishedOf(entry);
  const own = [...names.keys()].flatMap((name) => {
    const declaration = declarations.get(name);
    return declaration === undefined ? [] : [{ name, ...declaration }];
  });

  test("has a doc block for each", () => {
    expect(own).toHaveLength(entry === "index.ts" ? names.size - 1 : names.size);
    const blank = own.filter(({ comment }) => comment.replace(/[*/\s]/g, "").length < 10);
    expect(blank.map(({ name }) => name)).toEqual([]);
  });

  const options = own.filter(({ name }) => name.endsWith("Options"));
  test.each(options)("$name says what each key is", ({ whole }) => {
    const bare = [...whole.matchAll(/([^\n]*)\n {2}readonly (\w+)\??: /g)].filter(
      ([, before = ""]) => !before.trim().endsWith("*/"),
    );
    expect(bare.map(([, , key]) => key)).toEqual([]);
  });

  const functions = own.filter(({ kind }) => kind === "function");
  test.each(functions)("$name says what it takes and what it throws", ({ comment, code }) => {
    const [, list = ""] = /\(([\s\S]*)\): /.exec(code) ?? [];
    const parameters = [...list.matchAll(/(?:^|, )(\w+)\??: /g)].map(([, word = ""]) => word);
    expect(parameters.length).toBeGreaterThan(0);
    const told = [...comment.matchAll(/@param (\w+) \S/g)].map(([, word = ""]) => word);
    expect(told).toEqual(parameters);
    expect(comment).toMatch(/@throws|Never throws|throw a|Rejects/);
  });

  test("names only codes that docs/codes.md explains", () => {
    const page = readFileSync(join(root, "docs/codes.md"), "utf8");
    const said = own.flatMap(({ comment }) => [
      ...(/@throws[^@]*/.exec(comment)?.[0].matchAll(/`([a-z]+(?:-[a-z]+)+)`/g) ?? []),
    ]);
    const unknown = said
      .map(([, code = ""]) => code)
      .filter((code) => !page.includes(`\`${code}\``));
    expect(unknown).toEqual([]);
  });

  test("links only to what is exported", () => {
    const links = own.flatMap(({ whole }) => [...whole.matchAll(/\{@link (\w+)/g)]);
    const dead = links.map(([, word = ""]) => word).filter((word) => !exported.has(word));
    expect(dead).toEqual([]);
  });

  test("exports every type that its names mention, however deep", () => {
    const reached = new Set<string>(names.keys());
    for (const name of reached)
      for (const [word] of declarations.get(name)?.code.matchAll(/[A-Za-z_$][\w$]*/g) ?? [])
        if (declarations.has(word)) reached.add(word);
    expect(reached.size).toBeGreaterThan(names.size);
    const missing = [...reached].filter((name) => !exported.has(name) && !names.has(name));
    expect(missing.filter((name) => !derivations.has(name))).toEqual([]);
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
