import type { Action, HookRef, Plan } from "../../model/plan.ts";
import { scopeKey } from "../../model/scope.ts";
import { actionTarget } from "../documents/action-target.ts";

/** The ids of the hooks that stay and have the URL that a blocked action wants. Sorted. */
export function hooksInTheWay(plan: Plan, action: Action): readonly number[] {
  if (action.blocked !== "hook-in-the-way") return [];
  const { url: wanted, hookId: own } = actionTarget(action);
  const staying = [
    ...plan.unmanaged,
    ...plan.ignored,
    ...plan.unchanged,
    ...plan.actions.flatMap(blockedHook),
  ].filter(
    ({ scope, hookId, url }) =>
      hookId !== own &&
      hookId > 0 &&
      scopeKey(scope) === scopeKey(action.scope) &&
      url.normalised() === wanted.normalised(),
  );
  return [...new Set(staying.map(({ hookId }) => hookId))].toSorted((left, right) => left - right);
}

/** What is blocked stays as it is, and may be in the way of another. */
function blockedHook(action: Action): readonly HookRef[] {
  if (action.blocked === null || action.kind === "create") return [];
  return [{ scope: action.scope, hookId: action.live.id, url: action.live.url }];
}
