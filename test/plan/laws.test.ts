import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DesiredState } from "../../src/model/desired-state.ts";
import type { DesiredHook, LiveHook } from "../../src/model/hook.ts";
import type { LiveState, ScopeReading } from "../../src/model/live-state.ts";
import type { Action, Plan } from "../../src/model/plan.ts";
import { scopeKey } from "../../src/model/scope.ts";
import { planFleet } from "../../src/plan/plan-fleet.ts";
import { type FleetCase, fleetCase } from "../support/arbitraries.ts";
import { liveHook, liveState, longAgo } from "../support/build.ts";
import { describeValue } from "../support/describe-value.ts";
import { applyToModel } from "../support/github-model.ts";

const options = { hooksPerEvent: 20 };
const plan = ({ desired, live }: FleetCase): Plan => planFleet(desired, live, options);

function hooksOf(reading: ScopeReading | undefined): readonly LiveHook[] {
  return reading?.status === "read" ? reading.hooks : [];
}

function asDeclared(hook: DesiredHook, id: number): LiveHook {
  const { url, events, active, contentType, insecureSsl } = hook;
  const hasSecret = hook.secret.kind === "managed";
  const written = { updatedAt: longAgo * 2, hasSecret };
  return { ...liveHook(written), id, url, events, active, contentType, insecureSsl };
}

/** Every list of the case in another order, sets of events and previous URLs included. */
function shuffled({ desired, live }: FleetCase): fc.Arbitrary<FleetCase> {
  const shuffle = <T>(items: readonly T[]): fc.Arbitrary<T[]> =>
    fc.shuffledSubarray([...items], { minLength: items.length });
  const shuffleEach = <T>(
    items: readonly T[],
    one: (item: T) => fc.Arbitrary<T>,
  ): fc.Arbitrary<T[]> => fc.tuple(...items.map(one)).chain(shuffle);
  const declared = (hook: DesiredHook) =>
    fc
      .record({ events: shuffle(hook.events), previousUrls: shuffle(hook.previousUrls) })
      .map((lists) => ({ ...hook, ...lists }));
  const seen = (hook: LiveHook) => shuffle(hook.events).map((events) => ({ ...hook, events }));
  const scopes = shuffleEach(desired.scopes, (wanted) =>
    fc
      .record({ hooks: shuffleEach(wanted.hooks, declared), absent: shuffle(wanted.absent) })
      .map((lists) => ({ ...wanted, ...lists })),
  );
  const readings = shuffleEach([...live.values()], (reading) =>
    shuffleEach(hooksOf(reading), seen).map(
      (hooks): ScopeReading => ({
        status: "read",
        readAt: 0,
        scope: reading.scope,
        hooks,
      }),
    ),
  );
  return fc.tuple(scopes, readings).map(([newScopes, newReadings]) => ({
    desired: { ...desired, scopes: newScopes },
    live: new Map(newReadings.map((reading) => [scopeKey(reading.scope), reading])),
  }));
}

function freeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    if (value instanceof Map) for (const item of value.values()) freeze(item);
    for (const item of Object.values(value)) freeze(item);
  }
  return value;
}

function idsByScope(plan: Plan, of: string): readonly number[] {
  const here = (entry: { readonly scope: Action["scope"] }): boolean =>
    scopeKey(entry.scope) === of;
  const touched = plan.actions
    .filter(here)
    .flatMap((action) => (action.kind === "create" ? [] : [action.live.id]));
  const stay = [...plan.unchanged, ...plan.unmanaged, ...plan.ignored].filter(here);
  return [...touched, ...stay.map(({ hookId }) => hookId)].toSorted((left, right) => left - right);
}

describe("the laws of the planner", () => {
  test("identity: what is as declared needs nothing", () => {
    fc.assert(
      fc.property(fleetCase, ({ desired }) => {
        const live = liveState(
          desired.scopes.map(
            ({ scope, hooks }) =>
              [scope, hooks.map((hook, index) => asDeclared(hook, index + 1))] as const,
          ),
        );
        const found = plan({ desired, live });
        expect(found.actions).toEqual([]);
        expect(found.unmanaged).toEqual([]);
        expect(found.unchanged).toHaveLength(desired.scopes.flatMap(({ hooks }) => hooks).length);
      }),
    );
  });

  test("order-independence: no order of the input changes the plan", () => {
    const twice = fleetCase.chain((first) => fc.tuple(fc.constant(first), shuffled(first)));
    fc.assert(
      fc.property(twice, ([first, second]) => {
        expect(describeValue(plan(second))).toBe(describeValue(plan(first)));
      }),
      { numRuns: 400 },
    );
  });

  test("purity: nothing that goes in is changed", () => {
    fc.assert(
      fc.property(fleetCase, (input) => {
        const before = describeValue([input.desired, input.live]);
        plan(freeze(input));
        expect(describeValue([input.desired, input.live])).toBe(before);
      }),
    );
  });

  test("completeness: every live hook is exactly one of changed, unchanged, unmanaged, ignored", () => {
    fc.assert(
      fc.property(fleetCase, (input) => {
        const found = plan(input);
        for (const [key, reading] of input.live)
          expect(idsByScope(found, key)).toEqual(
            hooksOf(reading)
              .map(({ id }) => id)
              .toSorted((left, right) => left - right),
          );
        const declared = input.desired.scopes.flatMap(({ hooks }) => hooks).length;
        const wanted = found.actions.filter(({ kind }) => kind !== "delete").length;
        expect(wanted + found.unchanged.length).toBe(declared);
      }),
    );
  });

  test("restraint: nothing unmanaged is deleted unasked, nothing ignored or of another name touched", () => {
    fc.assert(
      fc.property(fleetCase, (input) => {
        for (const action of plan(input).actions) {
          if (action.kind === "create") continue;
          expect(action.live.name).toBe("web");
          expect(
            input.desired.ignore.some((glob) => glob.matches(action.live.url.normalized())),
          ).toBe(false);
          if (action.kind !== "delete" || action.reason !== "unmanaged") continue;
          const wanted = input.desired.scopes.find(
            ({ scope }) => scopeKey(scope) === scopeKey(action.scope),
          );
          expect(wanted?.unmanaged).toBe("delete");
        }
      }),
    );
  });

  test("protection: nothing takes from a protected hook what it has, in any reading of GitHub", () => {
    fc.assert(
      fc.property(fleetCase, (input) => {
        for (const action of plan(input).actions) {
          if (action.kind === "create" || action.blocked !== null) continue;
          const { live } = action;
          if (!input.desired.protect.some((glob) => glob.matches(live.url.normalized()))) continue;
          if (action.kind === "delete") throw new Error(`${describeValue(live)} is deleted`);
          const { desired } = action;
          expect(desired.url.normalized()).toBe(live.url.normalized());
          if (!desired.events.includes("*"))
            expect(desired.events).toEqual(expect.arrayContaining([...live.events]));
          if (live.active !== false) expect(desired.active).toBe(true);
          if (live.insecureSsl !== true) expect(desired.insecureSsl).toBe(false);
          if (live.hasSecret) expect(desired.secret.kind).toBe("managed");
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test("convergence: once everything is done that is not blocked, only the blocked is left", () => {
    fc.assert(
      fc.property(fleetCase, ({ desired, live }) => {
        const first = plan({ desired, live });
        const after = afterwards(first, desired, live);
        fc.pre(after !== undefined);
        const second = plan({ desired, live: after ?? live });
        const open = second.actions.filter(({ blocked }) => blocked === null);
        expect(open).toEqual([]);
        expect(second.actions).toHaveLength(
          first.actions.filter(({ blocked }) => blocked !== null).length,
        );
      }),
      { numRuns: 1_000 },
    );
  });
});

/** The fleet once the plan is carried out; undefined where GitHub would refuse a part of it. */
function afterwards(first: Plan, desired: DesiredState, live: LiveState): LiveState | undefined {
  const now = longAgo * 2;
  const outcomes = desired.scopes.map(({ scope }) => {
    const key = scopeKey(scope);
    const open = first.actions.filter(
      (action) => scopeKey(action.scope) === key && action.blocked === null,
    );
    return { scope, ...applyToModel(open, hooksOf(live.get(key)), { ...options, now }) };
  });
  if (outcomes.some(({ refused }) => refused.length > 0)) return undefined;
  return liveState(outcomes.map(({ scope, hooks }) => [scope, hooks] as const));
}
