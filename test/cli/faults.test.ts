import { describe, expect, test } from "vitest";
import type { Fault } from "../../src/simulator/faults/faults.ts";
import { fakeClock } from "../github/support/fake-github.ts";
import { exampleActions, exampleSeed } from "../support/example-fleet.ts";
import { enterStage, type Stage } from "../support/run-cli.ts";

interface Report {
  readonly summary: Readonly<Record<"applied" | "failed" | "not_attempted", number>>;
  readonly actions: readonly { readonly error: { readonly code: string } | null }[];
}

async function applied({ run }: Stage) {
  const { code, stdout } = await run(["apply", "--auto-approve", "--format", "json"]);
  const { summary, actions } = JSON.parse(stdout) as Report;
  const codes = actions.flatMap(({ error }) => (error === null ? [] : [error.code]));
  return { code, summary, codes: [...new Set(codes)].toSorted() };
}

/** What is left to do is done by the next run, and no hook is there twice. */
async function expectEnd(stage: Stage): Promise<void> {
  expect((await applied(stage)).code).toBe(0);
  expect(await stage.run(["plan", "--detailed-exitcode"])).toMatchObject({ code: 0 });
  for (const scope of ["acme", "acme/api"]) {
    const urls = stage.simulator.hooks(scope).map(({ config }) => config.url);
    expect(new Set(urls).size).toBe(urls.length);
  }
}

const message = (text: string) => ({ message: text });

// Which faults are survived, and which end an action, is tested where they are met: by the client and
// by `apply`. Here it is about the exit code, the report and the next run.
describe("exits with 0 where everything was done in spite of", () => {
  test.each<[what: string, fault: Fault]>([
    ["half of the answer to a create", { kind: "truncate", method: "POST", moment: "after" }],
    [
      "a limit with retry-after",
      { kind: "status", status: 429, method: "POST", headers: { "retry-after": "1" } },
    ],
  ])("%s", async (_, fault) => {
    const stage = await enterStage({ clock: fakeClock() });
    stage.simulator.addFault(fault);
    const { code, summary } = await applied(stage);
    expect([code, summary]).toEqual([0, { applied: exampleActions, failed: 0, not_attempted: 0 }]);
    await expectEnd(stage);
  });
});

describe("exits with 1 and says what became of each action after", () => {
  const times = 9;
  test.each<[what: string, fault: Fault, codes: readonly string[]]>([
    [
      "a repository that was archived meanwhile",
      {
        kind: "status",
        status: 403,
        method: "PATCH",
        body: message("Repository was archived so is read-only."),
      },
      ["archived"],
    ],
    [
      "a hook that was deleted meanwhile",
      { kind: "status", status: 404, method: "PATCH", body: message("Not Found") },
      ["not-found"],
    ],
    [
      "a secret that GitHub did not keep",
      { kind: "drop-secret", method: "PATCH" },
      ["secret-not-stored"],
    ],
  ])("%s", async (_, fault, codes) => {
    const stage = await enterStage();
    stage.simulator.addFault(fault);
    const first = await applied(stage);
    expect(first).toMatchObject({ code: 1, codes });
    expect(first.summary).toEqual({ applied: exampleActions - 1, failed: 1, not_attempted: 0 });
    await expectEnd(stage);
  });

  test("a token that expired meanwhile, which is not used any more then", async () => {
    const stage = await enterStage();
    const body = message("Bad credentials");
    const writes = (): number =>
      stage.simulator.requests.filter(({ method }) => method !== "GET").length;
    stage.simulator.addFault({ kind: "status", status: 401, method: "POST", body, times });
    const { code, summary, codes } = await applied(stage);
    expect([code, codes]).toEqual([1, ["bad-credentials", "not-attempted"]]);
    expect(summary.applied + summary.failed + summary.not_attempted).toBe(exampleActions);
    // The two scopes are worked on at once; what is in flight when one is refused is not cut off.
    expect(summary.failed).toBeLessThanOrEqual(2);
    expect(writes()).toBeLessThanOrEqual(3);
  });

  test("a repository that moved meanwhile", async () => {
    const stage = await enterStage();
    stage.simulator.addFault({
      kind: "status",
      status: 307,
      method: "PATCH",
      body: message("Moved"),
      headers: { location: `${stage.url}/repositories/1/hooks/21` },
    });
    expect(await applied(stage)).toMatchObject({ code: 1, codes: ["moved"] });
    await expectEnd(stage);
  });
});

test("a limit whose clock is an hour ahead is waited for by that clock", async () => {
  const clock = fakeClock();
  const stage = await enterStage({
    seed: { ...exampleSeed, rate_limit: { limit: 50, remaining: 3, reset_in: 1 } },
    simulator: { now: () => clock.now() + 3_600_000 },
    clock,
  });
  const { code, summary } = await applied(stage);
  expect([code, summary.applied]).toEqual([0, exampleActions]);
  expect(clock.slept.reduce((sum, milliseconds) => sum + milliseconds)).toBeLessThan(15_000);
});
