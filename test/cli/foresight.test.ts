import { describe, expect, test } from "vitest";
import { manyRepositories } from "../support/many-repositories.ts";
import { enterStage } from "../support/run-cli.ts";

const left = (remaining: number) => ({
  rate_limit: { limit: 5_000, remaining, reset_in: 600 },
});
const asked = (requests: readonly { readonly path: string }[]) =>
  requests.filter(({ path }) => path === "/rate_limit").length;

describe("before a long run", () => {
  test("it is said how many requests it takes, what is left, and how long it will take", async () => {
    const stage = await enterStage(manyRepositories(120, left(4_000)));
    for (const terminal of [[], ["stdout", "stderr"]] as const) {
      const { code, stderr } = await stage.run(["plan"], { terminal, columns: 100 });
      expect(code).toBe(0);
      expect(stderr).toMatch(
        /Reading: 120 requests; 3,\d\d\d of 5,000 left until \d\d:\d\d:\d\d UTC; about \d s\n/,
      );
    }
    // What is left stands in the first answer.
    expect(asked(stage.simulator.requests)).toBe(0);
    expect((await stage.run(["plan", "--quiet"])).stderr).toBe("");
  });

  test("nothing is said of a short one, and nothing asked for it", async () => {
    const { run, simulator } = await enterStage(manyRepositories(100, left(4_000)));
    expect((await run(["plan"])).stderr).toBe("");
    expect((await run(["plan", "--no-wait"])).stderr).toBe("");
    expect(asked(simulator.requests)).toBe(0);
  });

  test("on a server that counts nothing there is nothing left to tell of", async () => {
    const { run } = await enterStage(manyRepositories(120, { rate_limit: "none" }));
    expect((await run(["plan"])).stderr).toMatch(/^Reading: 120 requests; about \d s\n$/);
  });

  test("and how many of them are free if nothing changed", async () => {
    const { run } = await enterStage(manyRepositories(120, left(4_000)));
    const plan = async (...more: readonly string[]) =>
      (await run(["plan", "--cache", "kept", ...more])).stderr;
    expect(await plan("--target", "acme/r1*")).toBe("");
    expect(await plan()).toMatch(/Reading: 120 requests, \d\d of them free if nothing changed;/);
    expect(await plan()).toContain("Reading: 120 requests, 120 of them free if nothing changed;");
  });

  test("none of those that this run has made while repositories were listed", async () => {
    const { run } = await enterStage(manyRepositories(220, left(4_000)));
    const audit = async () => (await run(["audit", "acme/*", "--cache", "kept"])).stderr;
    expect(await audit()).toMatch(/^Reading: 220 requests; /);
    expect(await audit()).toMatch(/^Reading: 220 requests, 220 of them free if nothing changed;/);
  });

  test("the writes are told of before anybody is asked", async () => {
    const stage = await enterStage(manyRepositories(40, left(4_000), { live: false }));
    const terminal = ["stdin", "stdout", "stderr"] as const;
    const { stderr, writes } = await stage.run(["apply"], { terminal, input: "n\n", columns: 100 });
    const line = /Writing: 40 requests; 3,9\d\d of 5,000 left until .* UTC; about 2\d s\n/.exec(
      stderr,
    );
    expect(line?.index).toBeLessThan(stderr.indexOf("Carry out these 40 actions"));
    expect(writes).toEqual([]);
    const slice = await stage.run(["apply", "--auto-approve", "--max-writes", "3"]);
    expect([slice.stderr, slice.writes.length]).toEqual(["", 3]);
  });
});

describe("--no-wait ends a run that has to wait before it begins", () => {
  test("to read", async () => {
    const stage = await enterStage(manyRepositories(120, left(100)));
    const { code, stdout, stderr } = await stage.run(["plan", "--no-wait", "--format", "json"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^error rate-limit-too-low: this takes 120 requests, and 100 of 5000 are left of GitHub's hourly limit until \d\d:\d\d:\d\d UTC/,
    );
    expect(JSON.parse(stdout)).toMatchObject({ diagnostics: [{ code: "rate-limit-too-low" }] });
    expect(stage.simulator.requests.map(({ path }) => path)).toEqual(["/rate_limit"]);
  });

  test("to write, with a report that says so", async () => {
    const stage = await enterStage(manyRepositories(40, left(110), { live: false }));
    const argv = ["apply", "--auto-approve", "--no-wait", "--format", "json"];
    const { code, stdout, stderr, writes } = await stage.run(argv);
    expect([code, writes]).toEqual([1, []]);
    expect(stderr).toContain("error rate-limit-too-low: this takes 40 requests, and 30 of 5000");
    expect(JSON.parse(stdout)).toMatchObject({ summary: { applied: 0, not_attempted: 40 } });
  });

  test("but not where the cache may make it cost less", async () => {
    const { run } = await enterStage(manyRepositories(120, left(150)));
    const argv = ["plan", "--no-wait", "--cache", "kept"];
    expect((await run(argv)).code).toBe(0);
    expect((await run(argv)).code).toBe(0);
    expect((await run(["plan", "--no-wait"])).stderr).toContain("this takes 120 requests, and 30");
  });
});
