import type { Plan } from "../model/plan.ts";

/** How many requests applying the plan takes when nothing goes wrong. */
export function requestsToApply(plan: Plan): number {
  return plan.actions
    .filter(({ blocked }) => blocked === null)
    .reduce((sum, { requests }) => sum + requests.length, 0);
}
