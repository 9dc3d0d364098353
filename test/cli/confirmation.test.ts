import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { exampleActions } from "../support/example-fleet.ts";
import { enterStage, type RunOptions } from "../support/run-cli.ts";

const terminal: RunOptions["terminal"] = ["stdin", "stdout", "stderr"];
const question = `Carry out these ${exampleActions} actions on GitHub?`;

describe("on a terminal", () => {
  test.each(["y\n", "Y\n", "yes\n", " YES \n", "y"])("%j is a yes", async (input) => {
    const { run } = await enterStage();
    const { code, stdout, stderr, writes } = await run(["apply"], { terminal, input });
    expect(code).toBe(0);
    expect(writes).toHaveLength(exampleActions);
    expect(stderr).toContain(question);
    expect(stdout).not.toContain(question);
  });

  test.each(["n\n", "no\n", "\n", "", "yess\n", "oui\n", "j\n", "\u0004", "n\ny\n", " \ny\n"])(
    "%j is a no",
    async (input) => {
      const { run } = await enterStage();
      const { code, stderr, writes } = await run(["apply"], { terminal, input });
      expect({ code, writes }).toEqual({ code: 1, writes: [] });
      expect(stderr).toContain(question);
      expect(stderr).toContain("not-approved");
    },
  );

  test("a single action is asked for as one", async () => {
    const { run } = await enterStage();
    const argv = ["apply", "--target", "acme"];
    const { stderr } = await run(argv, { terminal, input: "n\n" });
    expect(stderr).toContain("Carry out this action on GitHub?");
  });

  test("of a slice as many are asked for as are carried out", async () => {
    const { run } = await enterStage();
    const { stderr } = await run(["apply", "--max-writes", "2"], { terminal, input: "n\n" });
    expect(stderr).toContain(`Carry out 2 of these ${exampleActions} actions on GitHub?`);
  });

  test("nobody is asked where there is nothing to do, nor twice", async () => {
    const { run } = await enterStage();
    const first = await run(["apply", "--auto-approve"], { terminal });
    expect(first.stderr).not.toContain("Carry out");
    const { code, stderr } = await run(["apply"], { terminal });
    expect(code).toBe(0);
    expect(stderr).not.toContain("Carry out");
  });

  test("nobody is asked for what cannot be done anyway", async () => {
    const { run } = await enterStage({ environment: { CI_SECRET: undefined } });
    const { code, stderr, writes } = await run(["apply"], { terminal, input: "y\n" });
    expect({ code, writes }).toEqual({ code: 1, writes: [] });
    expect(stderr).not.toContain("Carry out");
  });

  test("what is asked for has been shown, however quiet the run", async () => {
    const { run } = await enterStage();
    const argv = ["apply", "--format", "json", "--quiet"];
    const { stderr } = await run(argv, { terminal: ["stdin", "stderr"], input: "n\n" });
    expect(stderr.indexOf("3 to create")).toBeGreaterThan(-1);
    expect(stderr.indexOf(question)).toBeGreaterThan(stderr.indexOf("3 to create"));
  });

  test("an interrupt while it asks is a no of its own", async () => {
    const { run } = await enterStage();
    const controller = new AbortController();
    const input = new Readable({ read: () => controller.abort() });
    const { signal: interrupted } = controller;
    const { code, stderr, writes } = await run(["apply"], { terminal, input, interrupted });
    expect({ code, writes }).toEqual({ code: 1, writes: [] });
    expect(stderr).toContain(question);
    expect(stderr).toMatch(/interrupted:.* nothing was written/);
  });

  test("an interrupt while it reads comes before any question", async () => {
    const { run } = await enterStage();
    const interrupted = AbortSignal.abort();
    const { code, stderr, writes } = await run(["apply"], { terminal, input: "y\n", interrupted });
    expect({ code, writes }).toEqual({ code: 1, writes: [] });
    expect(stderr).not.toContain("Carry out");
    expect(stderr).toContain("interrupted:");
  });
});

describe("without a terminal", () => {
  test.each<[what: string, terminal: RunOptions["terminal"]]>([
    ["anywhere", []],
    ["to type on", ["stdout", "stderr"]],
    ["to be asked on", ["stdin", "stdout"]],
  ])("%s, a yes on stdin is none", async (_, streams) => {
    const { run } = await enterStage();
    const { code, stderr, writes } = await run(["apply"], { terminal: streams, input: "y\n" });
    expect({ code, writes }).toEqual({ code: 1, writes: [] });
    expect(stderr).not.toContain("Carry out");
    expect(stderr).toContain("--auto-approve");
  });
});
