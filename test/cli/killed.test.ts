import { describe, expect, test } from "vitest";
import { exampleEnvironment } from "../support/example-fleet.ts";
import { manyRepositories } from "../support/many-repositories.ts";
import { enterStage, type StageOptions } from "../support/run-cli.ts";
import { startCli } from "../support/spawn-cli.ts";

interface Line {
  readonly type: string;
  readonly action?: { readonly scope: string };
}

async function open(options: StageOptions) {
  const stage = await enterStage(options);
  const { folder: cwd, url } = stage;
  const environment = { ...exampleEnvironment, GITHUB_API_URL: url };
  return {
    ...stage,
    cli: (...argv: readonly string[]) => startCli(argv, { cwd, environment }),
    hooksOf: (scope: string) => stage.simulator.hooks(scope).length,
  };
}

const scopes = Array.from({ length: 12 }, (_, index) => `acme/r${index}`);
const apply = ["apply", "--auto-approve", "--events", "events.jsonl"] as const;

describe("apply that is killed", () => {
  test("leaves every event up to the last finished action, and the next run does the rest", async () => {
    let writes = 0;
    let arrive = (): void => {};
    const sixth = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const stage = await open({
      ...manyRepositories(scopes.length, {}, { live: false }),
      between: async (request, handle) => {
        if (request.method === "GET") return handle(request);
        writes += 1;
        // From the sixth on GitHub does what it was asked, and the answers never arrive.
        const response = await handle(request);
        if (writes < 6 || killed) return response;
        if (writes >= 10) arrive();
        return await new Promise(() => {});
      },
    });
    let killed = false;
    const running = stage.cli(...apply);
    await sixth;
    running.process.kill("SIGKILL");
    expect((await running.ended).code).toBeUndefined();
    killed = true;

    const text = stage.read("events.jsonl");
    expect(text.endsWith("\n")).toBe(true);
    const lines = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Line);
    expect(lines[0]?.type).toBe("version");
    const of = (type: string) =>
      lines.filter((line) => line.type === type).map(({ action }) => action?.scope ?? "");
    expect(of("action_applied")).toHaveLength(5);
    for (const scope of of("action_applied")) expect(stage.hooksOf(scope)).toBe(1);
    // Whatever is on GitHub was at least told of as begun.
    for (const scope of scopes)
      if (stage.hooksOf(scope) > 0) expect(of("action_started")).toContain(scope);

    expect((await stage.run(["apply", "--auto-approve"])).code).toBe(0);
    expect(scopes.map(stage.hooksOf)).toEqual(scopes.map(() => 1));
    expect((await stage.run(["plan", "--detailed-exitcode"])).code).toBe(0);
  });
});

describe("apply that is interrupted while it waits", () => {
  const waits = { rate_limit: { limit: 50, remaining: 29, reset_in: 3_000 } };

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("for the hour, by %s, ends at once and tells the truth", async (name, code) => {
    const fleet = manyRepositories(scopes.length, waits, { live: false });
    const stage = await open(fleet);
    const running = stage.cli(...apply, "--format", "json");
    await running.said(/Waiting \d+ min/);
    running.process.kill(name);
    const { stdout, ...ended } = await running.ended;
    expect(ended.code).toBe(code);
    const made = scopes.filter((scope) => stage.hooksOf(scope) === 1);
    const report = JSON.parse(stdout) as {
      readonly summary: unknown;
      readonly actions: readonly { readonly scope: string; readonly status: string }[];
    };
    expect(report.summary).toEqual({
      applied: made.length,
      failed: 0,
      not_attempted: scopes.length - made.length,
    });
    const applied = report.actions.filter(({ status }) => status === "applied");
    expect(applied.map(({ scope }) => scope)).toEqual(made.toSorted());
    expect(made.length).toBeGreaterThan(0);
    const events = stage.read("events.jsonl").trimEnd().split("\n");
    expect(events.filter((line) => line.includes('"waiting"'))).toHaveLength(1);
    expect(JSON.parse(events.at(-1) ?? "")).toMatchObject({ type: "summary", failed: 0 });
  });

  test("for the pace, too", async () => {
    const fleet = manyRepositories(40, {}, { live: false });
    const stage = await open(fleet);
    const running = stage.cli("apply", "--auto-approve", "--format", "json");
    await running.said(/\[ *22\/40\]|(?:✓[^✓]*){21}/);
    running.process.kill("SIGINT");
    const { code, stdout } = await running.ended;
    expect(code).toBe(130);
    const { summary } = JSON.parse(stdout) as { readonly summary: Record<string, number> };
    const made = Array.from({ length: 40 }, (_, index) => `acme/r${index}`).filter(
      (scope) => stage.hooksOf(scope) === 1,
    );
    expect(summary).toEqual({
      applied: made.length,
      failed: 0,
      not_attempted: 40 - made.length,
    });
    expect(made.length).toBeLessThan(40);
  });
});
