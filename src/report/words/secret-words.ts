import type { Action } from "../../model/plan.ts";
import { actionTarget } from "../documents/action-target.ts";
import { secretDocumentWords } from "./secret-document-words.ts";

/** {@link secretDocumentWords} for an action of a plan that was just made. */
export function secretWords(action: Action): string | undefined {
  const isBlocked = action.blocked !== null;
  if (action.kind === "delete") {
    const { hasSecret } = action.live;
    return secretDocumentWords({
      kind: "delete",
      secret: "none",
      secretRef: null,
      isBlocked,
      hasSecret,
    });
  }
  const { secret } = action.desired;
  return secretDocumentWords({
    kind: action.kind,
    secret: action.secret,
    secretRef: secret.kind === "managed" ? secret.secret.ref : null,
    isBlocked,
    isAsked: action.kind !== "create" && action.resupplyAsked,
    isOnPaper: action.kind !== "create" && actionTarget(action).hookId === null,
    rotatedAt: secret.kind === "managed" ? secret.secret.rotatedAt : undefined,
    updatedAt: action.kind === "create" ? undefined : action.live.updatedAt,
  });
}
