import { hookFields } from "../../model/hook-fields.ts";
import type { Action, ConfigPatchAction, UpdateAction } from "../../model/plan.ts";
import type { UrlGlob } from "../../model/url-glob.ts";

function weakens(action: Action): boolean {
  switch (action.kind) {
    case "create":
      return false;
    case "delete":
      return true;
    case "update":
    case "config-patch":
      return (
        mayLoseSecret(action) ||
        hookFields.some((field) => field.weakens(action.desired, action.live))
      );
    default:
      return action satisfies never;
  }
}

/**
 * True where the secret goes, or where GitHub may drop one that nobody could put back: it documents
 * that of an update, and nobody has recorded it of `PATCH …/config`.
 */
function mayLoseSecret({ secret, desired, live }: UpdateAction | ConfigPatchAction): boolean {
  return secret === "remove" || (live.hasSecret && desired.secret.kind === "undeclared");
}

/**
 * Blocks what would delete, deactivate or move a live hook that is under `protect`, stop verifying
 * its receiver, or strip it of events or of its secret.
 */
export function protect<T extends Action>(action: T, globs: readonly UrlGlob[]): T {
  if (action.kind === "create" || action.blocked !== null || !weakens(action)) return action;
  const { live } = action;
  return globs.some((glob) => glob.matches(live.url.normalised()))
    ? { ...action, blocked: "protected" }
    : action;
}
