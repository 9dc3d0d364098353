import { digestValues } from "../../model/hook-fields.ts";
import { HookUrl } from "../../model/hook-url.ts";
import type { Action, Plan } from "../../model/plan.ts";
import type { ActionOrigin } from "../../model/plan-document.ts";
import { scopeKey } from "../../model/scope.ts";
import { managedSecret, secretSourceKey } from "../../model/secret-reference.ts";

/**
 * What an action would do to GitHub, and nothing of why: two plans hold the same effect where they
 * hold the same action but for its reason, its place in the order, or the name of its secret's entry.
 */
export function effectKey(action: Action): string {
  const scope = scopeKey(action.scope);
  if (action.kind === "delete")
    return JSON.stringify(["delete", scope, action.live.id, action.blocked]);
  const isSent = action.secret !== "keep" && action.secret !== "none";
  const secret = isSent ? managedSecret(action.desired) : undefined;
  const source = secret === undefined ? null : secretSourceKey(secret.source);
  const common = [scope, action.blocked, action.secret, source];
  if (action.kind === "create")
    return JSON.stringify(["create", ...common, digestValues(action.desired)]);
  const changes = action.changes.map((change) => [
    change.field,
    change.after instanceof HookUrl ? change.after.reveal() : change.after,
  ]);
  return JSON.stringify(["change", ...common, action.live.id, changes]);
}

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
  const due = new Set(base.actions.map(effectKey));
  return new Map(
    head.actions.map((action) => {
      const doubtful =
        action.kind === "delete" &&
        action.reason === "unmanaged" &&
        uncertain.has(scopeKey(action.scope));
      const isDue = !doubtful && due.has(effectKey(action));
      return [action, isDue ? "drift" : "change"];
    }),
  );
}
