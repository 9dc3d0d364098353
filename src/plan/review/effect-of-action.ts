import type { Action } from "../../model/plan.ts";
import { scopeKey } from "../../model/scope.ts";
import { secretSourceKey } from "../../model/secret-reference.ts";

/**
 * What an action would do to GitHub, and nothing of why: two plans hold the same effect where they
 * hold the same action but for its reason, its place in the order, or the name of its secret's entry.
 */
export function effectOfAction(action: Action): string {
  const scope = scopeKey(action.scope);
  if (action.kind === "delete")
    return JSON.stringify(["delete", scope, action.live.id, action.blocked]);
  const { secret } = action.desired;
  const isSent = action.secret !== "keep" && action.secret !== "none";
  const source = isSent && secret.kind === "managed" ? secretSourceKey(secret.secret.source) : null;
  const common = [scope, action.blocked, action.secret, source];
  if (action.kind === "create") {
    const { url, events, contentType, insecureSsl, active } = action.desired;
    const hook = [url.reveal(), events, contentType, insecureSsl, active];
    return JSON.stringify(["create", ...common, hook]);
  }
  const changes = action.changes.map((change) => [
    change.field,
    change.field === "url" ? change.after.reveal() : change.after,
  ]);
  return JSON.stringify(["change", ...common, action.live.id, changes]);
}
