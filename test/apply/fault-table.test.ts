import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Fault } from "../../src/simulator/faults/faults.ts";
import { fakeClock } from "../github/support/fake-github.ts";
import { applyTo, endings } from "../support/apply-to.ts";
import { fleetCase } from "../support/arbitraries.ts";
import { desiredHook, liveHook, managed, receiver } from "../support/build.ts";
import { fleetWorld } from "../support/fleet-world.ts";
import { type GitHubWorld, githubWorld } from "../support/github-world.ts";
import { expectNoSecretLost, storedHooks } from "../support/secrets-law.ts";
import { expectTrueReport } from "../support/truth-law.ts";

const names = ["acme", "acme/api", "acme/web"];
const at = (place: string): string => `${receiver}/${place}`;

/** Nothing takes time but what never answers. */
const client = () => ({ clock: fakeClock(Date.now()), timeoutMs: 10, pace: false });

/** An action of every kind, over three scopes. */
function fleet(): Promise<GitHubWorld> {
  return githubWorld({
    damaged: true,
    client: client(),
    scopes: {
      acme: {
        hooks: [desiredHook({ secret: managed() })],
        live: [liveHook({ id: 1, url: at("old"), hasSecret: true })],
        unmanaged: "delete",
      },
      "acme/api": {
        hooks: [
          desiredHook({ url: at("new"), secret: managed() }),
          desiredHook({ url: at("both"), events: ["issues"], secret: managed() }),
          desiredHook({ url: at("form"), contentType: "form" }),
        ],
        live: [
          liveHook({ id: 2, url: at("both"), hasSecret: true }),
          liveHook({ id: 3, url: at("form"), hasSecret: true }),
        ],
        undeclaredSecrets: "keep",
      },
      "acme/web": {
        hooks: [desiredHook({ url: at("kept"), events: ["issues"] })],
        live: [liveHook({ id: 4, url: at("kept"), hasSecret: true })],
        undeclaredSecrets: "keep",
      },
    },
  });
}

/**
 * Applies once with the laws of any run, then until nothing is left to do. Each of `faults` may use up
 * a run of its own: the first request of a kind that fails is also the last one.
 */
async function expectLaws(world: GitHubWorld, faults = 0): Promise<readonly string[]> {
  const before = storedHooks(world.simulator, names);
  const { outcomes } = await world.apply();
  expectNoSecretLost(before, storedHooks(world.simulator, names), outcomes);
  expectTrueReport(world.simulator, before, outcomes);
  let last = await world.plan();
  for (let run = 0; run < 12 + faults && !(last.complete && last.actions.length === 0); run += 1) {
    const held = storedHooks(world.simulator, names);
    const again = await world.apply();
    expectNoSecretLost(held, storedHooks(world.simulator, names), again.outcomes);
    expectTrueReport(world.simulator, held, again.outcomes);
    last = await world.plan();
  }
  expect([last.complete, last.actions.length]).toEqual([true, 0]);
  for (const name of names) {
    const urls = world.simulator.hooks(name).map(({ config }) => config.url);
    expect(new Set(urls).size, name).toBe(urls.length);
  }
  return endings(outcomes);
}

const message = (text: string) => ({ message: text });
type NamedFault = readonly [what: string, fault: Fault];

/** Nobody knows from these whether the request had its effect. */
const failures: readonly NamedFault[] = [
  ["a reset", { kind: "reset" }],
  ["silence", { kind: "timeout" }],
  ["a 500", { kind: "status", status: 500, body: message("Server Error") }],
  ["a 503", { kind: "status", status: 503, body: message("Unavailable") }],
  ["half of the answer", { kind: "truncate" }],
  ["a page of a proxy", { kind: "html" }],
  ["a page in place of a success", { kind: "html", status: 200 }],
];

/** With these GitHub has done nothing. */
const refusals: readonly NamedFault[] = [
  ["the primary limit", { kind: "rate-limit" }],
  ["the secondary limit", { kind: "secondary-limit" }],
  ["a 429 with retry-after", { kind: "status", status: 429, headers: { "retry-after": "7" } }],
  ["a 429 without", { kind: "status", status: 429, body: message("Too many requests") }],
  ["a 403 with retry-after", { kind: "status", status: 403, headers: { "retry-after": "7" } }],
  ["a 403 without", { kind: "status", status: 403, body: message("Forbidden") }],
  ["a 401", { kind: "status", status: 401, body: message("Bad credentials") }],
  ["a 404", { kind: "status", status: 404, body: message("Not Found") }],
  [
    "an archived repository",
    { kind: "status", status: 403, body: message("Repository was archived so is read-only.") },
  ],
  [
    "a repository that has moved",
    {
      kind: "status",
      status: 307,
      body: message("Temporary Redirect"),
      headers: { location: "https://api.github.com/repositories/1/hooks" },
    },
  ],
];

const methods = ["GET", "POST", "PATCH", "DELETE"];
const faults: readonly NamedFault[] = [
  ...failures.flatMap(([what, fault]): readonly NamedFault[] => [
    [`${what}, before`, { ...fault, moment: "before" }],
    [`${what}, after`, { ...fault, moment: "after" }],
  ]),
  ...refusals,
];

describe("no duplicate, no lost secret, a true report, and an end", () => {
  describe.each(faults)("after %s", (_, fault) => {
    test.each(methods)("a %s", async (method) => {
      // The plan itself takes the first three lists. Seven times is longer than the client tries.
      const first = method === "GET" ? 3 : 0;
      for (const [times, skip] of [
        [1, first],
        [1, first + 1],
        [7, first],
      ] as const) {
        const world = await fleet();
        world.simulator.addFault({ ...fault, method, times, skip });
        await expectLaws(world);
      }
    });
  });

  test("after any sequence of them", async () => {
    const any = fc.record({
      fault: fc.constantFrom(...faults.map(([, fault]) => fault)),
      method: fc.constantFrom(...methods),
      times: fc.integer({ min: 1, max: 6 }),
      skip: fc.nat(4),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(any, { minLength: 1, maxLength: 5 }), async (sequence) => {
        const world = await fleet();
        for (const { fault, method, times, skip } of sequence)
          world.simulator.addFault({ ...fault, method, times, skip });
        await expectLaws(
          world,
          sequence.reduce((sum, { times }) => sum + times, 0),
        );
      }),
      { numRuns: 40 },
    );
  });

  test("of any fleet", async () => {
    const any = fc.record({
      fault: fc.constantFrom(...faults.map(([, fault]) => fault)),
      method: fc.constantFrom(...methods),
      skip: fc.nat(4),
    });
    await fc.assert(
      fc.asyncProperty(fleetCase, fc.array(any, { maxLength: 3 }), async (input, sequence) => {
        const world = await fleetWorld(input, { damaged: true, client: client() });
        for (const { fault, method, skip } of sequence)
          world.simulator.addFault({ ...fault, method, skip });
        const before = storedHooks(world.simulator, names);
        const { outcomes } = await world.apply();
        expectNoSecretLost(before, storedHooks(world.simulator, names), outcomes);
        expectTrueReport(world.simulator, before, outcomes);
      }),
      { numRuns: 25 },
    );
  });
});

describe("a token that is refused from some moment on", () => {
  test("ends the run: nothing more is asked with it, and the next run goes on", async () => {
    const world = await fleet();
    const fault = { kind: "status", status: 401, body: message("Bad credentials") } as const;
    world.simulator.addFault({ ...fault, method: "PATCH", times: 99 });
    const plan = await world.plan();
    world.asked();
    const { outcomes } = await world.apply({ concurrency: 1 });
    const ended = endings(outcomes);
    expect(ended.filter((end) => end === "bad-credentials")).toHaveLength(1);
    expect(ended).toContain("not attempted");
    expect(world.asked().filter((request) => request.startsWith("PATCH"))).toHaveLength(1);
    expect(plan.actions.length).toBe(outcomes.length);
  });
});

describe("a hook that somebody has touched since the plan", () => {
  test("and deleted fails to be updated, and is made anew by the next run", async () => {
    const world = await fleet();
    const plan = await world.plan();
    for (const id of [2, 3]) world.simulator.removeHook("acme/api", id);
    const { outcomes } = await applyTo(world.hooks, plan);
    expect(endings(outcomes).filter((end) => end === "not-found")).toHaveLength(2);
    await expectLaws(world);
  });

  test("and changed is what the plan said afterwards", async () => {
    const world = await fleet();
    const plan = await world.plan();
    world.simulator.editByHand("acme/api", 2, { active: false, content_type: "form" });
    world.simulator.editByHand("acme/web", 4, { events: ["star"] });
    const before = storedHooks(world.simulator, names);
    const { outcomes } = await applyTo(world.hooks, plan);
    expect(endings(outcomes)).toEqual(plan.actions.map(() => "applied"));
    expectTrueReport(world.simulator, before, outcomes);
    expect((await world.plan()).actions).toEqual([]);
  });
});
