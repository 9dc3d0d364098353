import { groupConnected } from "../model/group-by.ts";
import { type Action, writesOf } from "../model/plan.ts";
import { hookKey, scopeKey } from "../model/scope.ts";
import { isSilent } from "./rotation-canary.ts";

/**
 * The phase of an action: a run begins none before the one ahead of it is done. Deletes that need not
 * make room for anything wait until everything else is done.
 *
 * @param isProving whether secrets are proved once they are written
 */
export function phaseOf(action: Action, isProving: boolean): 0 | 1 | 2 {
  if (action.kind === "delete" && action.early === null) return 2;
  // Nothing depends on these, and the others show whether their secret is right.
  return isProving && isSilent(action) ? 1 : 0;
}

/** Actions of one scope that make room for each other: done in part, an event would reach nobody. */
function bundles(actions: readonly Action[]): readonly (readonly Action[])[] {
  return groupConnected(actions, ({ scope, needs, live }) =>
    [...(live === undefined ? [] : [live.id]), ...needs].map((id) => hookKey(scope, id)),
  );
}

const leftForNext = "left for the next run by --max-writes";

/**
 * Counts the writes of a run. One more than was planned takes the place of an action that has not
 * begun. Actions that make room for each other are set aside together.
 *
 * @param actions those of the slice
 */
export function createWriteBudget(
  actions: readonly Action[],
  maxWrites: number = Number.POSITIVE_INFINITY,
) {
  const bundleOf = new Map(bundles(actions).flatMap((all) => all.map((one) => [one, all])));
  const begun = new Set<readonly Action[]>();
  let left = maxWrites;
  return {
    /** Why there is no room for the action by now; otherwise its writes are set aside. */
    whyNot: (action: Action): string | undefined => {
      const bundle = bundleOf.get(action) ?? [action];
      if (begun.has(bundle)) return undefined;
      const writes = sumOfWrites(bundle);
      if (writes > left) {
        // As in a slice: a smaller action further on may depend on this one.
        left = 0;
        return leftForNext;
      }
      left -= writes;
      begun.add(bundle);
      return undefined;
    },
    /** Takes one write that no action's `requests` name; false where none is left. */
    takeOneMore: (): boolean => {
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
}

function sumOfWrites(actions: readonly Action[]): number {
  const open = actions.filter(({ blocked }) => blocked === null);
  return open.reduce((sum, action) => sum + writesOf(action), 0);
}

/**
 * For slices of one large change: the actions whose writes do not fit, and why they are left for the
 * next run. Decided before the run, so that it carries out the slice that was asked for, however its
 * scopes overtake each other. Actions that make room for each other are never divided.
 *
 * @param options `maxWrites`: how many requests may write; `isProving`: as for {@link phaseOf}
 */
export function deferredByMaxWrites(
  actions: readonly Action[],
  { maxWrites, isProving }: { readonly maxWrites: number | undefined; readonly isProving: boolean },
): ReadonlyMap<Action, string> {
  const left = new Map<Action, string>();
  if (maxWrites === undefined) return left;
  const phase = (action: Action): number => phaseOf(action, isProving);
  let budget = maxWrites;
  /** Scopes in which something fits into no slice. The others go on, or nothing would ever be done. */
  const stuck = new Set<string>();
  for (const bundle of bundles(actions.toSorted((one, other) => phase(one) - phase(other)))) {
    const writes = sumOfWrites(bundle);
    const [scope = ""] = bundle.map((action) => scopeKey(action.scope));
    const open = bundle.filter(({ blocked }) => blocked === null);
    const together =
      open.length > 1
        ? `together with ${open.length - 1} that it makes room for or waits for, `
        : "";
    let why: string | undefined;
    if (writes > maxWrites) {
      why = `${together}it takes ${writes} writes, more than --max-writes ${maxWrites} allows`;
      stuck.add(scope);
    } else if (writes > 0 && stuck.has(scope))
      why = `it comes after one of its scope that takes more writes than --max-writes ${maxWrites} allows`;
    else if (writes > budget) {
      why = leftForNext;
      // What does not fit ends the slice: a smaller action further on may depend on this one.
      budget = 0;
    } else budget -= writes;
    if (why !== undefined) for (const action of bundle) left.set(action, why);
  }
  return left;
}
