import { describe, expect, test } from "vitest";
import { valueKind } from "../../src/cli/completion/candidates.ts";
import { scripts } from "../../src/cli/completion/shells.ts";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import type { Io } from "../../src/cli/io.ts";
import { createProgram } from "../../src/cli/program.ts";
import { enterStage, type StageOptions } from "../support/run-cli.ts";

const config = `version: 1
organizations:
  acme:
    repositories:
      - { name: [api, web, "service-*"], hooks: [] }
  Initech:
    hooks: []
users:
  octocat: { repositories: [{ name: hello-world, hooks: [] }] }
`;

const other = `version: 1
organizations: { other: { repositories: [{ name: [one], hooks: [] }] } }
`;

/** What could come next, with fish's words because they are those of the program. */
async function ask(words: readonly string[], options: StageOptions = {}) {
  const { run, simulator } = await enterStage({
    files: { "hookfleet.yaml": config, "other.yaml": other },
    ...options,
  });
  const outcome = await run(["completion", "fish", "--", ...words]);
  expect(outcome).toMatchObject({ code: 0, stderr: "" });
  expect(simulator.requests).toEqual([]);
  const [kind, ...lines] = outcome.stdout.trimEnd().split("\n");
  return { kind, values: lines.map((line) => line.split("\t")[0]) };
}

const silent = { write: () => {}, isTTY: false, columns: undefined };
const program = createProgram(
  { stdout: silent, stderr: silent } as unknown as Io,
  () => {},
  async () => exitCodes.ok,
);

describe("what could come next", () => {
  test("every command, and only commands", async () => {
    const names = program.commands.map((command) => command.name());
    const { kind, values } = await ask([""]);
    expect([kind, values.toSorted()]).toEqual(["words", [...names, "help"].toSorted()]);
    expect((await ask(["help", ""])).values).toEqual(values);
    expect((await ask(["help", "plan", ""])).values).toEqual([]);
  });

  test("every option of the command", async () => {
    for (const command of program.commands.filter(({ commands }) => commands.length === 0)) {
      const longs = command.options.map(({ long }) => long);
      const { values } = await ask([command.name(), "-"]);
      expect(values.toSorted()).toEqual([...longs, "--help"].toSorted());
    }
  });

  test("an option that was given is offered again only where it may be repeated", async () => {
    const { values } = await ask(["plan", "--quiet", "--target", "acme", "-f", "x.yaml", "--"]);
    expect(values).not.toContain("--quiet");
    expect(values).toEqual(expect.arrayContaining(["--target", "--file", "--out", "--format"]));
  });

  const scopes = ["Initech", "acme/api", "acme/web", "octocat/hello-world"];
  const patterns = [
    "Initech",
    "acme",
    "acme/*",
    "acme/api",
    "acme/web",
    "octocat",
    "octocat/*",
    "octocat/hello-world",
  ];
  const formats = ["text", "json", "markdown", "html"];

  test.each<[words: readonly string[], kind: string, values: readonly string[]]>([
    [["plan", "--format", ""], "words", formats],
    [["plan", "--format="], "words", formats.map((name) => `--format=${name}`)],
    [["validate", "--format", ""], "words", ["text", "json", "github", "sarif"]],
    [["plan", "--target", ""], "words", patterns],
    [["plan", "--target", "acme", "--target", "a"], "words", patterns],
    [["apply", "--target=ac"], "words", patterns.map((name) => `--target=${name}`)],
    [["import", ""], "words", patterns],
    [["import", "acme", ""], "words", patterns],
    [["explain", ""], "words", scopes],
    [["explain", "acme/api", ""], "words", []],
    [["plan", "-f", "other.yaml", "--target", ""], "words", ["other", "other/*", "other/one"]],
    [["plan", "--file=other.yaml", "--target", ""], "words", ["other", "other/*", "other/one"]],
    [["plan", "-f", ""], "files", []],
    [["apply", "--policy", ""], "files", []],
    [["plan", "--out="], "files", []],
    [["plan", "--cache", ""], "directories", []],
    [["apply", ""], "files", []],
    [["apply", "plan.json", ""], "words", []],
    [["merge", "one.json", ""], "files", []],
    [["plan", "--api-url", ""], "words", []],
    [["plan", "--concurrency", ""], "words", []],
    [["plan", "--quiet=", ""], "words", []],
    [["plan", ""], "words", []],
    [["completion", ""], "words", ["bash", "zsh", "fish", "powershell"]],
    [["nonsense", ""], "words", []],
    [["plan", "--nonsense="], "words", []],
    [["explain", "--", ""], "words", scopes],
    [["explain", "--", "-"], "words", scopes],
  ])("behind %j", async (words, kind, values) => {
    expect(await ask(words)).toEqual({ kind, values });
  });
});

test("of every value it is known what it names", () => {
  const free =
    /^(?:code|format|glob|guid|id|login|n|name|name=value|number|owner\/name|percent|port|seconds|severity|sha|shell|text|time|url|variable|words)$/;
  const placeholders = program.commands.flatMap(({ options, registeredArguments }) => [
    ...options.flatMap(({ flags }) => /[<[]([^\]>.]+)/.exec(flags)?.[1] ?? []),
    ...registeredArguments.map((argument) => argument.name()),
  ]);
  // A placeholder that is new here belongs into src/cli/completion/candidates.ts, or into `free`.
  const unknown = placeholders.filter((name) => valueKind(name) === "free" && !free.test(name));
  expect([...new Set(unknown)]).toEqual([]);
});

test("PowerShell gets quotes around what it would take apart, and around nothing else", () => {
  const [, pattern = ""] = /-match '([^']+)'/.exec(scripts.powershell) ?? [];
  const isQuoted = (value: string): boolean => new RegExp(pattern).test(value);
  expect(["acme/*", "a b"].map(isQuoted)).toEqual([true, true]);
  expect(["acme/services", "hooks.yaml"].map(isQuoted)).toEqual([false, false]);
});

describe("where there is nothing to offer, it is silent", () => {
  test.each<[what: string, files: StageOptions["files"]]>([
    ["no file", { "hookfleet.yaml": undefined, "other.yaml": undefined }],
    ["a broken file", { "hookfleet.yaml": "version: 1\norganizations: [" }],
    ["a file with errors", { "hookfleet.yaml": "version: 7\nfoo: bar\n" }],
    ["a file that is no text", { "hookfleet.yaml": new Uint8Array([0xff, 0xfe, 0]) }],
    [
      "names that no name can be",
      {
        "hookfleet.yaml":
          'version: 1\norganizations: { "$(touch x)": { repositories: [{ name: "`id`", hooks: [] }] } }\n',
      },
    ],
  ])("%s", async (_, files) => {
    expect(await ask(["plan", "--target", ""], { files })).toEqual({ kind: "words", values: [] });
  });
});

test.each(["bash", "zsh", "fish"])("the script of %s is there, and of one piece", async (shell) => {
  const { run } = await enterStage();
  const { code, stdout, stderr } = await run(["completion", shell]);
  expect([code, stderr, stdout.endsWith("\n")]).toEqual([0, "", true]);
  expect(stdout).toContain(`completion ${shell} --`);
});

test("another shell is refused", async () => {
  const { run } = await enterStage();
  expect(await run(["completion", "tcsh"])).toMatchObject({ code: 1, stdout: "" });
});
