import fc from "fast-check";
import { expect, test } from "vitest";
import type { DesiredState } from "../../../src/model/desired-state.ts";
import type { PlanDocument } from "../../../src/model/plan-document.ts";
import { type Scope, scopeKey } from "../../../src/model/scope.ts";
import { planFleet } from "../../../src/plan/plan-fleet.ts";
import { mergePlans } from "../../../src/plan/saved/merge-plans.ts";
import { savedPlan } from "../../render/meta.ts";
import { type FleetCase, fleetCase } from "../../support/arbitraries.ts";
import {
  api,
  desiredScope,
  desiredState,
  liveHook,
  liveState,
  scope,
} from "../../support/build.ts";

function documentOf(desired: DesiredState, live: FleetCase["live"]): PlanDocument {
  return savedPlan(planFleet(desired, live, { hooksPerEvent: 20 }));
}

test("hooks that are not managed stand in the order of scopes, whichever part they come from", () => {
  const web = scope("acme/web");
  const hooks = (...ids: readonly number[]) => ids.map((id) => liveHook({ id }));
  const part = (of: Scope, ids: readonly number[]): PlanDocument =>
    documentOf(
      desiredState({ scopes: [desiredScope({ scope: of })] }),
      liveState([[of, hooks(...ids)]]),
    );
  const parts = [part(web, [1, 3]), part(api, [2, 9])];
  for (const some of [parts, parts.toReversed()])
    expect(mergePlans(some).unmanaged.map(({ scope: of, hook_id }) => [of, hook_id])).toEqual([
      ["acme/api", 2],
      ["acme/api", 9],
      ["acme/web", 1],
      ["acme/web", 3],
    ]);
});

/** Which scopes of the fleet go into the first part. */
const halves = fc.record({ fleet: fleetCase, first: fc.tuple(fc.boolean(), fc.boolean()) });

test("the parts of a plan, joined in any order, are the plan", () => {
  fc.assert(
    fc.property(halves, ({ fleet: { desired, live }, first: [org, api] }) => {
      const isFirst = (index: number): boolean => [org, api][index] ?? false;
      const part = (wanted: boolean): PlanDocument => {
        const scopes = desired.scopes.filter((_, index) => isFirst(index) === wanted);
        const seen = scopes.flatMap(({ scope }) => {
          const reading = live.get(scopeKey(scope));
          return reading === undefined ? [] : [[scopeKey(scope), reading] as const];
        });
        return documentOf({ ...desired, scopes }, new Map(seen));
      };
      const parts = [part(true), part(false)];
      const whole = documentOf(desired, live);
      const merged = mergePlans(parts);
      // Limits are for a run, so they and what is counted over a run may be told of each part.
      const { diagnostics: _of, ...rest } = whole;
      expect(merged).toMatchObject(rest);
      expect(mergePlans(parts.toReversed())).toEqual(merged);
    }),
  );
});
