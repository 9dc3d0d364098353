import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import type { Io } from "../../src/cli/io.ts";
import { createProgram } from "../../src/cli/program.ts";
import { enterStage } from "../support/run-cli.ts";

const silent = { write: () => {}, isTTY: false, columns: undefined };
const program = createProgram(
  { stdout: silent, stderr: silent } as unknown as Io,
  () => {},
  async () => exitCodes.ok,
);
const commands = program.commands.map((command) => [command.name(), command] as const);

describe.each(commands)("%s --help", (name, command) => {
  test("names every flag and what it does", async () => {
    const { run } = await enterStage();
    const { code, stdout, stderr } = await run([name, "--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const words = stdout.replace(/\s+/g, " ");
    for (const option of command.options) {
      expect(option.description.length).toBeGreaterThan(5);
      expect(words).toContain(`${option.flags} ${option.description}`);
    }
    for (const argument of command.registeredArguments)
      expect(words).toContain(argument.description);
    expect(await run(["help", name])).toMatchObject({ code: 0, stdout });
  });

  test("ends with examples, whose commands and flags are there", async () => {
    const { run } = await enterStage();
    const { stdout } = await run([name, "--help"], { terminal: ["stdout"], columns: 400 });
    const [, examples = ""] = stdout.split("\nExamples:\n");
    const lines = examples
      .split("\n")
      .flatMap((line) => /hookfleet .+?(?= {2}|[|>)]|$)/.exec(line)?.[0] ?? []);
    expect(lines).not.toEqual([]);
    for (const line of lines) {
      const [, called] = line.split(" ");
      const target = program.commands.find((one) => one.name() === called);
      const flags = line.match(/(?<= )--?[a-z][a-z-]*/g) ?? [];
      const known = target?.options.flatMap(({ long, short }) => [long, short]);
      expect(known).toEqual(expect.arrayContaining(flags));
    }
  });

  test("fits a narrow terminal", async () => {
    const { run } = await enterStage();
    const { stdout } = await run([name, "--help"], { terminal: ["stdout"], columns: 72 });
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(72);
  });
});

test("the help of the whole fits a terminal of 80 columns", async () => {
  const { run } = await enterStage();
  const { stdout } = await run(["--help"], { terminal: ["stdout"], columns: 80 });
  expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
});

const everywhere = ["--format", "--quiet", "--verbose", "--no-color"];
const github = ["--api-url", "--concurrency", "--no-wait"];
const planning = [
  "--file",
  "--policy",
  "--target",
  "--max-deletes",
  "--max-changes",
  "--show-urls",
];

test.each<[name: string, flags: readonly string[]]>([
  ["validate", [...everywhere, "--file", "--policy", "--strict"]],
  ["plan", [...everywhere, ...github, ...planning, "--detailed-exitcode"]],
  ["apply", [...everywhere, ...github, ...planning, "--auto-approve", "--allow-incomplete"]],
  ["schema", []],
  ["simulate", ["--port", "--seed", "--switch", "--list-switches"]],
  ["demo", ["--no-color"]],
])("%s has the flags of the contract", (name, flags) => {
  const found = program.commands.find((command) => command.name() === name);
  expect(found?.options.map(({ long }) => long)).toEqual(expect.arrayContaining([...flags]));
});

test("the first page names every command and every exit code", async () => {
  const { run } = await enterStage();
  const { code, stdout } = await run(["--help"]);
  expect(code).toBe(0);
  for (const [name] of commands) expect(stdout).toMatch(new RegExp(`^  ${name} `, "m"));
  for (const exit of Object.values(exitCodes)) expect(stdout).toMatch(new RegExp(`\\b${exit}\\b`));
});

test("without a command, the help is on stderr and the code 1", async () => {
  const { run } = await enterStage();
  const { code, stdout, stderr } = await run([]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain("Usage: hookfleet");
});

test("--version is the package's", async () => {
  const { run } = await enterStage();
  const file = new URL("../../package.json", import.meta.url);
  const { version } = JSON.parse(readFileSync(file, "utf8")) as { version: string };
  expect(await run(["--version"])).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: "" });
});

describe("what is misspelt", () => {
  test.each<[argv: readonly string[], suggestion: string]>([
    [["plan", "--detailed-exit-code"], "--detailed-exitcode"],
    [["apply", "--auto-aprove"], "--auto-approve"],
    [["validate", "--strickt"], "--strict"],
    [["vaildate"], "validate"],
    [["aply"], "apply"],
  ])("%j gets a suggestion, and nothing runs", async (argv, suggestion) => {
    const { run, simulator } = await enterStage();
    const { code, stdout, stderr } = await run(argv);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(`(Did you mean ${suggestion}?)`);
    expect(simulator.requests).toEqual([]);
  });

  test.each([
    [["plan", "--token=Pl4nt3d"]],
    [["plan", "--tokn=ghp_Pl4nt3d1234567890", "--format", "json"]],
    [["ghp_Pl4nt3d12345678901234567890"]],
    [["plan", "ghp_Pl4nt3d12345678901234567890"]],
    [["plan", "--concurrency", "ghp_Pl4nt3d12345678901234567890"]],
  ])("%j does not get its value back", async (argv) => {
    const { run } = await enterStage();
    expect(await run(argv)).toMatchObject({ code: 1, writes: [] });
  });

  test.each([
    [["plan", "--format", "xml"]],
    [["plan", "--concurrency", "101"]],
    [["plan", "--max-deletes", "-1"]],
    [["plan", "--max-changes", "1.5"]],
    [["validate", "somewhere.yaml"]],
    [["plan", "-f"]],
    [["apply", "--auto-approve", "one", "two"]],
  ])("%j is refused", async (argv) => {
    const { run, simulator } = await enterStage();
    expect(await run(argv)).toMatchObject({ code: 1, stdout: "" });
    expect(simulator.requests).toEqual([]);
  });
});

describe("what people try first", () => {
  test.each<[argv: readonly string[], told: string, silent: string]>([
    [["plan", "somewhere.yaml"], "hookfleet plan -f FILE", "GITHUB_TOKEN"],
    [["comment", "one.json", "two.json"], "(see hookfleet comment --help)", "-f FILE"],
    [["plan", "--token", "Pl4nt3d"], "GITHUB_TOKEN", "-f FILE"],
    [["plan", "--nothing"], "(see hookfleet plan --help)", "GITHUB_TOKEN"],
    [["plan", "--json"], "--format json", "Did you mean"],
    [["plan", "-o", "json"], "--format json", "Did you mean"],
    [["plan", "--output", "plan.json"], "--out FILE", "Did you mean"],
    [["deliveries", "-o", "json"], "--format json", "--out"],
    [["plan", "-out=plan.json"], "two dashes: --out", "plan.json"],
    [["plan", "-target", "acme"], "two dashes: --target", "Did you mean"],
    [["apply", "-auto-approve"], "two dashes: --auto-approve", "Did you mean"],
    [["apply", "--auto-approve=true"], "--auto-approve takes no value", "true"],
    [["apply", "-y"], "--auto-approve", "changes nothing"],
    [["redeliver", "--yes"], "--auto-approve", "changes nothing"],
    [["plan", "-y"], "changes nothing and does not ask", "--auto-approve"],
    [["apply", "--dry-run"], "hookfleet plan shows", "Did you mean"],
    [["plan", "--dry-run"], "changes nothing", "hookfleet plan shows"],
    [["apply", "--plan", "plan.json"], "hookfleet apply PLANFILE", "Did you mean"],
    [["drift", "--fix"], "hookfleet apply", "--file"],
    [["plan", "-c", "x.yaml"], "-f PATH", "Did you mean"],
    [["plan", "-R", "acme/api"], "--target acme/api", "Did you mean"],
    [["import", "acme", "--repo", "api"], "(see hookfleet import --help)", "--target acme"],
    [["plan", "--parallelism=10"], "--concurrency N", "10"],
    [["plan", "--color=never"], "--no-color", "never"],
    [["diff"], "hookfleet plan", "drift"],
    [["list"], "hookfleet import", "test"],
    [["lint"], "hookfleet validate", "ping"],
    [["destroy"], "`state: absent`", "Did you mean"],
    [["plan", "--format", "\u001B[31mred"], "'\\u{1b}[31mred' is invalid", "\u001B"],
    [["apply", "--max-writes", "5\n::error::x"], "\n:\\u{3a}error::x' is invalid", "::error"],
  ])("%j gets %j", async (argv, advice, silent) => {
    const { run } = await enterStage();
    const { code, stderr } = await run(argv);
    expect(code).toBe(1);
    expect(stderr).toContain(advice);
    expect(stderr).not.toContain(silent);
  });
});

test.each(
  commands.flatMap(([name, command]) =>
    command.options.some(({ long }) => long === "--api-url") ? [name] : [],
  ),
)("%s --help tells its exit codes", async (name) => {
  const { run } = await enterStage();
  expect((await run([name, "--help"])).stdout).toContain("\nExit codes:\n  0 ");
});

test.each(["comment", "report-issue"])(
  "%s --help names its own token and exit codes",
  async (name) => {
    const { run } = await enterStage();
    const { stdout } = await run([name, "--help"]);
    expect(stdout).toContain("HOOKFLEET_COMMENT_TOKEN  ");
    expect(stdout).not.toContain("may manage webhooks");
    expect(stdout).toContain("Exit codes:");
  },
);
