import { describe, expect, test } from "vitest";
import { exampleSeed } from "../support/example-fleet.ts";
import { planted } from "../support/planted.ts";
import { type Environment, enterStage, type RunOptions } from "../support/run-cli.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: Colours begin with the control character ESC.
const colour = /\u001b\[[\d;]*m/;

/** Colour where it is expected, on a plan that tells something on both streams. */
async function colours(
  argv: readonly string[],
  environment: Environment,
  terminal: RunOptions["terminal"] = ["stdout", "stderr"],
): Promise<{ readonly out: boolean; readonly err: boolean }> {
  const { run } = await enterStage({ environment });
  const { stdout, stderr } = await run(["plan", ...argv], { terminal });
  expect([stdout, stderr].map((text) => text.length > 0)).toEqual([true, true]);
  return { out: colour.test(stdout), err: colour.test(stderr) };
}

describe("colours", () => {
  test.each<[argv: readonly string[], environment: Environment, coloured: boolean]>([
    [[], {}, true],
    [["--no-color"], {}, false],
    [[], { NO_COLOR: "1" }, false],
    [[], { NO_COLOR: "" }, true],
    [[], { TERM: "dumb" }, false],
    [[], { FORCE_COLOR: "0" }, false],
    [[], { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
    [["--no-color"], { FORCE_COLOR: "1" }, false],
  ])("on a terminal with %j and %j: %j", async (argv, environment, coloured) => {
    expect(await colours(argv, environment)).toEqual({ out: coloured, err: coloured });
  });

  test.each<[environment: Environment, coloured: boolean]>([
    [{}, false],
    [{ FORCE_COLOR: "1" }, true],
    [{ FORCE_COLOR: "0" }, false],
    [{ FORCE_COLOR: "" }, false],
    [{ FORCE_COLOR: "1", NO_COLOR: "1" }, false],
  ])("in a pipe with %j: %j", async (environment, coloured) => {
    expect(await colours([], environment, [])).toEqual({ out: coloured, err: coloured });
  });

  test("are decided for each stream", async () => {
    expect(await colours([], {}, ["stdout"])).toEqual({ out: true, err: false });
    expect(await colours([], {}, ["stderr"])).toEqual({ out: false, err: true });
  });

  test.each(["validate", "plan", "apply"])("never get into the JSON of %s", async (command) => {
    const { run } = await enterStage({ environment: { FORCE_COLOR: "1" } });
    const { stdout } = await run([command, "--format", "json"], { terminal: ["stdout", "stderr"] });
    expect(stdout).not.toMatch(colour);
  });

  test("of an error follow the same rules", async () => {
    const { run } = await enterStage();
    const argv = ["plan", "-f", "nowhere.yaml"];
    expect((await run(argv, { terminal: ["stderr"] })).stderr).toMatch(colour);
    expect((await run([...argv, "--no-color"], { terminal: ["stderr"] })).stderr).not.toMatch(
      colour,
    );
  });
});

describe("progress", () => {
  const reading = /Reading hooks: 0 of 2/;

  test("is for terminals", async () => {
    const { run } = await enterStage();
    const { stdout, stderr } = await run(["plan"], { terminal: ["stderr"] });
    expect(stderr).toMatch(reading);
    expect(stderr.endsWith("\r\u001b[2K")).toBe(true);
    expect(stdout).not.toContain("Reading");
  });

  test.each<[argv: readonly string[], terminal: RunOptions["terminal"], environment?: Environment]>(
    [
      [[], []],
      [[], ["stdout"]],
      [["--quiet"], ["stderr"]],
      [["--verbose"], ["stderr"]],
      [[], ["stderr"], { TERM: "dumb" }],
    ],
  )("with %j on %j %j is silent", async (argv, terminal, environment = {}) => {
    const { run } = await enterStage({ environment });
    expect((await run(["plan", ...argv], { terminal })).stderr).not.toContain("Reading");
  });
});

test("a plan is as wide as the terminal", async () => {
  const tokens = { [planted.token]: { scopes: [] } };
  const seed = { ...exampleSeed, tokens };
  const { run } = await enterStage({ environment: { NO_COLOR: "1" }, seed });
  const longest = async (columns: number): Promise<number> => {
    const { stdout } = await run(["plan"], { terminal: ["stdout"], columns });
    return Math.max(...stdout.split("\n").map((line) => line.length));
  };
  expect(await longest(70)).toBeLessThanOrEqual(70);
  expect(await longest(200)).toBeGreaterThan(100);
});
