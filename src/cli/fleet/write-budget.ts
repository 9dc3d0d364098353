import type { Action } from "../../index.ts";

/**
 * For slices of one large change: lets actions through as long as their writes fit, and says of the
 * others why they are left for the next run.
 */
export function writeBudget(limit: number | undefined): (action: Action) => string | undefined {
  let left = limit ?? Number.POSITIVE_INFINITY;
  return ({ blocked, requests }) => {
    if (blocked !== null) return undefined;
    const writes = requests.filter((request) => !request.startsWith("GET ")).length;
    if (limit !== undefined && writes > limit) {
      left = 0;
      return `it takes ${writes} writes, more than --max-writes ${limit} allows`;
    }
    // What does not fit ends the slice: a smaller action further on may depend on this one.
    if (writes > left) left = 0;
    if (writes > left) return "left for the next run by --max-writes";
    left -= writes;
    return undefined;
  };
}
