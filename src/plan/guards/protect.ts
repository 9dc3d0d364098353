import type { Action } from "../../model/plan.ts";
import type { UrlGlob } from "../../model/url-glob.ts";

function weakens(action: Action): boolean {
  switch (action.kind) {
    case "create":
      return false;
    case "delete":
      return true;
    case "update":
    case "config-patch":
      return action.secret === "remove" || action.changes.some((change) => weakening(change));
    default:
      return action satisfies never;
  }
}

function weakening(change: Extract<Action, { kind: "update" }>["changes"][number]): boolean {
  switch (change.field) {
    case "url":
      return change.before.normalised() !== change.after.normalised();
    case "events": {
      if (change.after.includes("*")) return false;
      return change.before.some((event) => !change.after.includes(event));
    }
    case "active":
      return !change.after;
    case "content_type":
    case "insecure_ssl":
      return false;
    default:
      return change satisfies never;
  }
}

/** Blocks what would delete, deactivate, move or strip a live hook that is under `protect`. */
export function protect<T extends Action>(action: T, globs: readonly UrlGlob[]): T {
  if (action.kind === "create" || action.blocked !== null || !weakens(action)) return action;
  const { live } = action;
  return globs.some((glob) => glob.matches(live.url.normalised()))
    ? { ...action, blocked: "protected" }
    : action;
}
