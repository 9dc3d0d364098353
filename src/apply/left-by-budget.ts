import type { Action } from "../model/plan.ts";
import { phaseOf } from "./phase-of.ts";

function writesOf({ blocked, requests }: Action): number {
  if (blocked !== null) return 0;
  return requests.filter((request) => !request.startsWith("GET ")).length;
}

/**
 * For slices of one large change: the actions whose writes do not fit, and why they are left for the
 * next run. Decided before the run, so that it carries out the slice that was asked for, however its
 * scopes overtake each other.
 *
 * @param options `maxWrites`: how many requests may write; `isProving`: as for {@link phaseOf}
 */
export function leftByBudget(
  actions: readonly Action[],
  {
    maxWrites,
    isProving,
  }: { readonly maxWrites?: number | undefined; readonly isProving: boolean },
): ReadonlyMap<Action, string> {
  const left = new Map<Action, string>();
  if (maxWrites === undefined) return left;
  const phase = (action: Action): number => phaseOf(action, isProving);
  let budget = maxWrites;
  for (const action of actions.toSorted((one, other) => phase(one) - phase(other))) {
    const writes = writesOf(action);
    // What does not fit ends the slice: a smaller action further on may depend on this one.
    if (writes > budget) budget = 0;
    if (writes > maxWrites)
      left.set(action, `it takes ${writes} writes, more than --max-writes ${maxWrites} allows`);
    else if (writes > budget) left.set(action, "left for the next run by --max-writes");
    else budget -= writes;
  }
  return left;
}
