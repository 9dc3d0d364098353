import { describe, expect, test } from "vitest";
import { fakeClock } from "../github/support/fake-github.ts";
import { exampleActions, exampleSeed } from "../support/example-fleet.ts";
import { enterStage } from "../support/run-cli.ts";

/** Three requests are enough to read the example. */
const seed = { ...exampleSeed, rate_limit: { limit: 50, remaining: 4, reset_in: 2 } };

const isWaiting = (line: string): boolean => line.startsWith('{"type":"waiting"');

describe("a limit that is reached in the middle of an apply", () => {
  test("is waited out, told in one line of the log and as an event", async () => {
    const { run, read } = await enterStage({ seed, clock: fakeClock() });
    const argv = ["apply", "--auto-approve", "--events", "events.jsonl"];
    const { code, stderr, writes } = await run(argv);
    const taken = writes.filter(({ status }) => status < 300);
    expect([code, taken.length]).toEqual([0, exampleActions]);
    expect(stderr.match(/Waiting .*/g)).toEqual([
      "Waiting 3 s for GitHub's hourly limit, until 08:00:03 UTC",
    ]);
    const lines = read("events.jsonl").trimEnd().split("\n");
    expect(lines.filter(isWaiting).map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        type: "waiting",
        seconds: 3,
        reason: "rate-limited",
        until: "2027-01-15T08:00:03Z",
      },
    ]);
    // It stands where it happened: some actions were begun before, and all end after it.
    expect(lines.findIndex(isWaiting)).toBeGreaterThan(0);
    expect(lines.findIndex(isWaiting)).toBeLessThan(lines.length - 2);
  });

  test("is shown on a terminal in a line that is gone afterwards", async () => {
    const { run } = await enterStage({ seed, clock: fakeClock() });
    const terminal = ["stdout", "stderr"] as const;
    const { code, stdout, stderr } = await run(["apply", "--auto-approve"], {
      terminal,
      columns: 100,
    });
    expect(code).toBe(0);
    expect(stdout).not.toContain("Waiting");
    expect(stderr).not.toMatch(/Waiting.*\n/);
    expect(stderr).toContain("Waiting 3 s for GitHub's hourly limit");
    expect(stderr.endsWith("\r\u001b[2K")).toBe(true);
  });

  test("ends it with --no-wait, and the next run does the rest", async () => {
    const { run, simulator } = await enterStage({
      seed: { ...seed, rate_limit: { limit: 50, remaining: 40, reset_in: 600 } },
      clock: fakeClock(),
    });
    simulator.addFault({ kind: "rate-limit", method: "POST", skip: 1 });
    const argv = ["apply", "--auto-approve", "--no-wait", "--format", "json"];
    const { code, stdout } = await run(argv);
    expect(code).toBe(1);
    const { summary, actions } = JSON.parse(stdout) as {
      readonly summary: { readonly applied: number; readonly failed: number };
      readonly actions: readonly { readonly error: { readonly code: string } | null }[];
    };
    expect(summary.failed).toBeGreaterThan(0);
    expect(summary.applied + summary.failed).toBe(exampleActions);
    const codes = actions.flatMap(({ error }) => (error === null ? [] : [error.code]));
    expect(new Set(codes)).toEqual(new Set(["rate-limited"]));
    expect(await run(["apply", "--auto-approve"])).toMatchObject({ code: 0 });
    expect(await run(["plan", "--detailed-exitcode"])).toMatchObject({ code: 0 });
  });

  test("while it reads, is waited out as well", async () => {
    const { run } = await enterStage({
      seed: { ...seed, rate_limit: { limit: 50, remaining: 1, reset_in: 1 } },
      clock: fakeClock(),
    });
    const { code, stderr } = await run(["plan", "--concurrency", "1"]);
    expect(code).toBe(0);
    expect(stderr).toContain("for GitHub's hourly limit");
  });
});

test("on a terminal it is told what is read and how far it is, and nothing of it in a log", async () => {
  const config = `version: 1
organizations:
  acme:
    repositories:
      - name: "*"
        hooks: []
`;
  const repositories = Object.fromEntries(
    Array.from({ length: 250 }, (_, index) => [`r${index}`, {}]),
  );
  const stage = await enterStage({
    files: { "hookfleet.yaml": config },
    seed: { organizations: { acme: { repositories } } },
  });
  const shown = await stage.run(["plan"], { terminal: ["stderr"], columns: 60 });
  expect(shown.stderr).toContain("Listing repositories: 100 so far, acme");
  expect(shown.stderr).toMatch(/Reading hooks: 0 of 250/);
  expect(shown.stderr).not.toMatch(/(?:Listing|Reading hooks).*\n/);
  const logged = await stage.run(["plan"]);
  expect(logged.stderr).toMatch(/^Reading: 250 requests; .*\n$/);
  const spelled = await stage.run(["import", "acme/*"], { terminal: ["stderr"] });
  expect(spelled.stderr).toMatch(/Listing repositories: \d+ so far, acme/);
});
