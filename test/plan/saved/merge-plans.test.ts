import fc from "fast-check";
import { expect, test } from "vitest";
import type { DesiredState } from "../../../src/model/desired-state.ts";
import type { PlanDocument } from "../../../src/model/plan-document.ts";
import { scopeKey } from "../../../src/model/scope.ts";
import { planFleet } from "../../../src/plan/plan-fleet.ts";
import { mergePlans } from "../../../src/plan/saved/merge-plans.ts";
import { savedPlan } from "../../report/meta.ts";
import { type FleetCase, fleetCase } from "../../support/arbitraries.ts";

function documentOf(desired: DesiredState, live: FleetCase["live"]): PlanDocument {
  return savedPlan(planFleet(desired, live, { hooksPerEvent: 20 }));
}

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
