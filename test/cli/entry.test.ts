import { cpSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { describeSystemFailure } from "../../src/cli/errors/system-failure.ts";
import { exampleEnvironment } from "../support/example-fleet.ts";
import { planted } from "../support/planted.ts";
import { enterStage } from "../support/run-cli.ts";
import { mainPath, type Running, start } from "../support/spawn-cli.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Runs code in the process before the entry is loaded. */
function startAfter(code: string, argv: readonly string[], cwd: string): Running {
  const preload = `data:text/javascript,${encodeURIComponent(code)}`;
  return start(process.execPath, ["--import", preload, mainPath, ...argv], { cwd });
}

describe("an old Node", () => {
  const pretend = (version: string): string =>
    `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "${version}" } });`;

  test.each(["12.22.12", "16.20.2", "18.20.8", "20.18.3"])("%s is named", async (version) => {
    const { folder } = await enterStage();
    const ended = await startAfter(pretend(version), ["plan", "--format", "json"], folder).ended;
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(
      `error node-too-old: hookfleet needs Node.js 20.19 or newer, and this is ${version}\n  help: `,
    );
    expect(JSON.parse(ended.stdout)).toMatchObject({
      format: "hookfleet.diagnostics/1",
      diagnostics: [{ severity: "error", code: "node-too-old" }],
    });
  });

  test.each(["20.19.0", "21.0.0", "26.10.0"])("%s is none", async (version) => {
    const { folder } = await enterStage();
    const ended = await startAfter(pretend(version), ["--version"], folder).ended;
    expect(ended).toMatchObject({ code: 0, stderr: "" });
  });

  test("is checked for what package.json says", () => {
    const { engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      readonly engines: { readonly node: string };
    };
    expect(readFileSync(mainPath, "utf8")).toMatch(
      new RegExp(`const \\w+ ?= ?["\`]${engines.node.replace(">=", "")}["\`]`),
    );
  });

  test("parses the entry: nothing in it is newer than Node 12, and nothing is loaded with it", () => {
    const code = readFileSync(mainPath, "utf8").replace(/^\s*(?:\/\/|\/?\*).*$/gm, "");
    expect(code).not.toMatch(/\?\?|\?\.|\|\|=|&&=|^await |static \{|#\w+[;=(]|\bimport[\s{*"`]/m);
    expect(code).not.toMatch(/\.(?:at|replaceAll|toSorted|flatMap|hasOwn)\(|\d_\d|node:/);
  });
});

/** The package as it is installed, without some of its files. */
async function damaged(isLost: (name: string) => boolean) {
  const { folder, url } = await enterStage();
  const copy = join(folder, "package");
  cpSync(join(root, "dist"), join(copy, "dist"), {
    recursive: true,
    filter: (path) => !isLost(basename(path)),
  });
  for (const name of ["package.json", "schemas"])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  const environment = { ...exampleEnvironment, GITHUB_API_URL: url };
  return (...argv: readonly string[]): Running =>
    start(process.execPath, [join(copy, "dist/cli/main.js"), ...argv], {
      cwd: folder,
      environment,
    });
}

describe("an installation that lacks", () => {
  test.each([
    ["what every command needs", /^process\.cjs$/, /process\.cjs/],
    ["what this command loads later", /^plan\.cjs$/, /plan\.cjs/],
    ["what only requests need", /^open-clients\.cjs$/, /open-clients\.cjs/],
  ])("%s says so", async (_, lost, missing) => {
    const cli = await damaged((name) => lost.test(name));
    const { code, stdout, stderr } = await cli("plan", "--format", "json").ended;
    expect(code).toBe(1);
    const [, named = ""] =
      /error broken-installation: the installation of hookfleet is damaged: (.*) is missing/.exec(
        stderr,
      ) ?? [];
    expect(named).toMatch(missing);
    expect(stderr).toContain("npm ci");
    expect(JSON.parse(stdout)).toMatchObject({ diagnostics: [{ code: "broken-installation" }] });
  });

  test("nothing needs nothing else: there is no folder of packages beside it", async () => {
    const cli = await damaged(() => false);
    expect(await cli("plan").ended).toMatchObject({ code: 0, stderr: expect.any(String) });
  });
});

describe("a machine that refuses", () => {
  const refusal = (code: string, more: object = {}): Error =>
    Object.assign(new Error(`${code}: something, open '/x'`), { code, syscall: "open", ...more });

  test.each([
    ["EMFILE", /ulimit -n/],
    ["ENOSPC", /space/],
    ["EACCES", /permissions/],
  ])("%s", (code, help) => {
    const failure = describeSystemFailure(refusal(code, { path: "/some/file" }));
    expect(failure).toMatchObject({
      code: "system-error",
      message: `open /some/file failed: ${code}, something`,
      help: expect.stringMatching(help),
    });
  });

  test.each<[string, unknown]>([
    ["a bug", new TypeError("x is not a function")],
    ["a code without a call of the system", Object.assign(new Error("no"), { code: "EACCES" })],
    ["text that is not JSON", new SyntaxError("Unexpected end of JSON input")],
    ["no error at all", { code: "EMFILE", syscall: "open" }],
    ["nothing", undefined],
  ])("is not %s", (_, error) => {
    expect(describeSystemFailure(error)).toBeUndefined();
  });

  test("is named where it refuses at any time, even to load what would print it", async () => {
    const { folder } = await enterStage();
    const code = `const write = process.stdout.write.bind(process.stdout);
    process.stdout.write = (text) => {
      const error = new Error("EMFILE: too many open files, open '/x/${planted.token}'");
      setTimeout(() => { throw Object.assign(error, { code: "EMFILE", syscall: "open" }); });
      return write(text);
    };`;
    const { code: exit, stderr } = await startAfter(code, ["simulate"], folder).ended;
    expect(exit).toBe(1);
    expect(stderr).toMatch(
      /^error system-error: open failed: EMFILE, too many open files\n {2}help: Raise/m,
    );
  });

  test("more than a few open files is asked through fewer", async () => {
    const names = Array.from({ length: 60 }, (_, index) => [`r${index}`, {}]);
    const { folder, url } = await enterStage({
      seed: {
        tokens: { [planted.token]: { scopes: ["repo", "admin:org_hook"] } },
        organizations: { acme: { repositories: Object.fromEntries(names) } },
      },
      files: {
        "hookfleet.yaml":
          'version: 1\norganizations: { acme: { repositories: [{ name: "r*", hooks: [{ url: "https://a.example.com/", events: [push], content_type: json }] }] } }\n',
      },
    });
    const environment = { ...exampleEnvironment, GITHUB_API_URL: url };
    const script = `ulimit -n 64; exec "${process.execPath}" "${mainPath}" plan`;
    const ended = await start("bash", ["--norc", "-c", script], { cwd: folder, environment }).ended;
    expect(ended.stderr).not.toContain("error");
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining("60 to create") });
  });
});
