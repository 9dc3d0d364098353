import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Action, Plan } from "../../src/model/plan.ts";
import { scopeKey } from "../../src/model/scope.ts";
import type { Fault } from "../../src/simulator/faults/faults.ts";
import type { Applied } from "../support/apply-to.ts";
import { anySwitches, everySwitch, fleetCase } from "../support/arbitraries.ts";
import { fleetWorld } from "../support/fleet-world.ts";
import type { GitHubWorld } from "../support/github-world.ts";
import { expectNoSecretLost, storedHooks } from "../support/secrets-law.ts";

const names = ["acme", "acme/api", "acme/web"];

/** Nothing that could be printed of the run holds a secret or the token. */
function expectSilence(...things: readonly unknown[]): void {
  for (const thing of things)
    for (const text of [
      inspect(thing, { depth: Number.POSITIVE_INFINITY, showHidden: true }),
      JSON.stringify(thing),
    ])
      expect(text).not.toMatch(/s3cr3t-of|0riginal-of|t0ken-of/);
}

/** The whole update that repeats a rotation which a config-patch left unrecorded. */
function repeats({ actions }: Plan): readonly string[] {
  return actions.flatMap((action) =>
    action.kind === "config-patch" && (action.secret === "rotate" || action.secret === "set")
      ? action.requests.map((request) => request.replace(/^(PATCH .*)\/config$/, "$1"))
      : [],
  );
}

/** Scopes in which something is blocked, failed, was not attempted or could not be read. */
function unfinished({ outcomes }: Applied, plan: Plan): ReadonlySet<string> {
  const open = outcomes.filter(({ status }) => status !== "applied");
  const unread = names.filter((name) => !plan.scopes.some((scope) => scopeKey(scope) === name));
  return new Set([...open.map(({ action }) => scopeKey(action.scope)), ...unread]);
}

async function expectLaws(world: GitHubWorld): Promise<void> {
  const before = storedHooks(world.simulator, names);
  const applied = await world.apply();
  const { plan, outcomes, events } = applied;
  // Nothing could be read where GitHub has retired the API's version, and no law says anything then.
  expect(plan.complete || world.simulator.switches.apiVersion2022 === "retired").toBe(true);
  expect(outcomes.map(({ action }) => action)).toEqual(plan.actions);
  expect(events.filter(({ type }) => type === "action_finished")).toHaveLength(outcomes.length);

  const allowed = new Set([...plan.actions.flatMap(({ requests }) => requests), ...repeats(plan)]);
  for (const { method, path } of world.writes()) expect(allowed).toContain(`${method} ${path}`);

  expectNoSecretLost(before, storedHooks(world.simulator, names), outcomes);
  expectSilence(outcomes, events, plan);

  const second = await world.plan();
  const behind = unfinished(applied, plan);
  const surprises = second.actions.filter(({ scope }) => !behind.has(scopeKey(scope)));
  expect(surprises.map(({ requests }) => requests)).toEqual([]);
}

/** Something breaks now and then, but not for good. */
const fault: fc.Arbitrary<Fault> = fc.record({
  method: fc.constantFrom("POST", "PATCH", "PATCH", "DELETE", "GET"),
  kind: fc.constantFrom("reset", "status", "html", "truncate"),
  moment: fc.constantFrom("before", "after"),
  times: fc.integer({ min: 1, max: 5 }),
  skip: fc.integer({ min: 0, max: 3 }),
});

/**
 * What a plan has left to do. A delete waits for as long as something of its URL is blocked, because
 * what is to take over its deliveries does not stand yet.
 */
function leftToDo({ actions }: Plan): readonly Action[] {
  const blocked = new Set(
    actions.flatMap((action) =>
      action.blocked === null || action.kind === "delete" ? [] : [action.desired.url.normalized()],
    ),
  );
  const waits = (action: Action): boolean =>
    action.kind === "delete" &&
    [action.live.url, action.successor?.url].some((url) => blocked.has(url?.normalized() ?? ""));
  return actions.filter((action) => action.blocked === null && !waits(action));
}

/** Runs again until every fault has struck that will, and fails where something is left to do then. */
async function expectEnd(world: GitHubWorld): Promise<void> {
  let last = await world.plan();
  for (let run = 0; run < 25 && !(last.complete && leftToDo(last).length === 0); run += 1) {
    await world.apply();
    last = await world.plan();
  }
  expect(last.complete).toBe(true);
  expect(leftToDo(last)).toEqual([]);
}

// They take a few seconds, and more where the machine has something else to do.
describe("the laws of a run", () => {
  test("hold under every switch of the simulator", async () => {
    for (const [name, value] of everySwitch)
      await fc.assert(
        fc.asyncProperty(fleetCase, async (input) => {
          await expectLaws(await fleetWorld(input, { switches: { [name]: value }, direct: true }));
        }),
        { numRuns: 4 },
      );
  });

  test("hold under any number of them at once", async () => {
    await fc.assert(
      fc.asyncProperty(fleetCase, anySwitches, async (input, switches) => {
        await expectLaws(await fleetWorld(input, { switches, direct: true }));
      }),
      { numRuns: 400 },
    );
  });

  test("hold with the real client, whose every request is as GitHub describes it", async () => {
    await fc.assert(
      fc.asyncProperty(fleetCase, anySwitches, async (input, switches) => {
        const world = await fleetWorld(input, { switches });
        await expectLaws(world);
        expect(world.fetch.violations).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test.each([
    ["seen by the applier itself", true, 200],
    ["seen through the client, which repeats what it may", false, 8],
  ])("hold while connections break, %s, and end in nothing to do", async (_, direct, numRuns) => {
    await fc.assert(
      fc.asyncProperty(fleetCase, fc.array(fault, { maxLength: 3 }), async (input, faults) => {
        const world = await fleetWorld(input, { damaged: true, direct });
        for (const entry of faults) world.simulator.addFault(entry);
        const before = storedHooks(world.simulator, names);
        const { outcomes, events, plan } = await world.apply();
        expectNoSecretLost(before, storedHooks(world.simulator, names), outcomes);
        expectSilence(outcomes, events, plan);
        await expectEnd(world);
        const made = names.flatMap((name) =>
          world.simulator
            .hooks(name)
            .filter(({ id }) => !before.has(id))
            .map(({ config, events: on }) => `${name} ${config.url} ${on}`),
        );
        expect(new Set(made).size).toBe(made.length);
      }),
      { numRuns },
    );
  });
});
