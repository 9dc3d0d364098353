import type { Action, Plan } from "../../model/plan.ts";
import type { ActionOrigin } from "../../model/plan-document.ts";
import { scopeKey } from "../../model/scope.ts";
import { effectOfAction } from "./effect-of-action.ts";

/**
 * Who asks for each action of a plan: it is `drift` where the plan of the base, made against the same
 * live state, has an action with the same effect, and otherwise of the change.
 *
 * @param uncertain scopes, by key, of which the base may declare hooks whose URLs are not known here:
 *   that a hook was nobody's before is not certain there, so its delete counts as the change's
 */
export function originOf(
  head: Plan,
  base: Plan,
  uncertain: ReadonlySet<string> = new Set(),
): ReadonlyMap<Action, ActionOrigin> {
  const due = new Set(base.actions.map(effectOfAction));
  return new Map(
    head.actions.map((action) => {
      const doubtful =
        action.kind === "delete" &&
        action.reason === "unmanaged" &&
        uncertain.has(scopeKey(action.scope));
      const isDue = !doubtful && due.has(effectOfAction(action));
      return [action, isDue ? "drift" : "change"];
    }),
  );
}
