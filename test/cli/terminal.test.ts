import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { exampleActions, exampleEnvironment } from "../support/example-fleet.ts";
import { enterStage } from "../support/run-cli.ts";
import { mainPath, start } from "../support/spawn-cli.ts";

/** Runs its arguments on a pseudo-terminal of its own and passes on what is typed and shown. */
const onTerminal =
  "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";
const hasTerminals = spawnSync("python3", ["-c", "import os, pty; os.waitstatus_to_exitcode"]);

// biome-ignore lint/suspicious/noControlCharactersInRegex: Colours begin with the control character ESC.
const colour = /\u001b\[[\d;]*m/;

describe.runIf(hasTerminals.status === 0)("on a real terminal", () => {
  async function open(argv: readonly string[], more: Readonly<Record<string, string>> = {}) {
    const { folder: cwd, url, simulator } = await enterStage();
    const environment = { ...exampleEnvironment, GITHUB_API_URL: url, TERM: "xterm", ...more };
    const running = start("python3", ["-c", onTerminal, process.execPath, mainPath, ...argv], {
      cwd,
      environment,
    });
    const type = (text: string): void => void running.process.stdin.write(text);
    const writes = () => simulator.requests.filter(({ method }) => method !== "GET");
    return { ...running, type, writes };
  }

  test.each([
    ["no", "n\r", 1, 0],
    ["nothing", "\r", 1, 0],
    ["Ctrl-D", "\u0004", 1, 0],
    ["Ctrl-C", "\u0003", 130, 0],
    ["yes", "y\r", 0, exampleActions],
  ])("apply asks; %s is typed", async (_, typed, code, written) => {
    const { said, type, ended, writes } = await open(["apply"]);
    await said(/Carry out these \d+ actions on GitHub\? \[y\/N\]/);
    expect(writes()).toEqual([]);
    type(typed);
    expect(await ended).toMatchObject({ code });
    expect(writes()).toHaveLength(written);
  });

  test("a plan has colours", async () => {
    expect((await (await open(["plan"])).ended).stdout).toMatch(colour);
  });

  test.each<[argv: readonly string[], environment: Readonly<Record<string, string>>]>([
    [["plan"], { NO_COLOR: "1" }],
    [["plan", "--no-color"], {}],
    [["plan"], { TERM: "dumb" }],
  ])("%j with %j has none", async (argv, environment) => {
    const { code, stdout } = await (await open(argv, environment)).ended;
    expect(code).toBe(0);
    expect(stdout).toContain("Plan: 3 to create");
    expect(stdout).not.toMatch(colour);
  });

  test("neither has the question, where colours are not wanted", async () => {
    const { said, type, ended } = await open(["apply"], { NO_COLOR: "1" });
    await said(/\[y\/N\]/);
    type("\u0003");
    const { code, stdout } = await ended;
    expect(code).toBe(130);
    expect(stdout).not.toMatch(colour);
  });
});
