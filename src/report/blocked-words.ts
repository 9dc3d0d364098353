import type { Action, BlockedReason, FieldChange } from "../model/plan.ts";
import { actionTarget } from "./action-target.ts";
import { sanitise } from "./sanitise.ts";

/** Why an action will not be attempted, and everything that a user can do about it. */
export interface BlockedWords {
  readonly why: string;
  readonly wayOut: string;
}

/**
 * The words for a reason. `inTheWay` are the ids of the hooks that hold the place of this one, where
 * the reason is that.
 */
export function blockedWords(
  action: Action,
  reason: BlockedReason,
  inTheWay: readonly number[] = [],
): BlockedWords {
  switch (reason) {
    case "undeclared-secret":
      return {
        why: "The hook has a secret that the file does not declare. GitHub may drop it on this update, and nobody could put it back.",
        wayOut:
          "Declare it (`secret: NAME`), or drop it knowingly (`secret: none`), or set `undeclared_secrets: keep`: then the update leaves it out and is checked to have kept it.",
      };
    case "secret-moves-host":
      return {
        why: `The hook has a secret that the file does not declare, and GitHub would sign with it for ${newHost(action)}.`,
        wayOut:
          "Declare the secret of the new receiver (`secret: NAME`), or set `undeclared_secrets: keep` where the new host may know this one.",
      };
    case "protected":
      return protectedWords(action);
    case "hook-in-the-way": {
      const ids = inTheWay.map((id) => `#${id}`).join(", ");
      return {
        why: `Another hook of the same URL${ids === "" ? "" : ` (${ids})`} holds one of these events and stays, so GitHub would answer "Hook already exists".`,
        wayOut:
          "Declare that hook too, with events of its own, or delete it: on GitHub, or with `unmanaged: delete` where neither `ignore` nor `protect` covers it.",
      };
    }
    default:
      return reason satisfies never;
  }
}

function newHost(action: Action): string {
  const { url } = actionTarget(action);
  // The host of a URL that is a credential as a whole stays untold.
  const host = url.origin.kind === "env" ? "" : url.host();
  return host === "" ? "another host" : sanitise(host);
}

function protectedWords(action: Action): BlockedWords {
  if (action.kind === "create" || action.kind === "delete") {
    return {
      why: "The hook is under `protect`, so it is never deleted.",
      wayOut:
        action.kind === "delete" && action.reason === "superseded"
          ? "Take its URL out of `previous_urls`, or out of `protect` if it is to go."
          : "Declare the hook to keep it, or take its URL out of `protect` if it is to go.",
    };
  }
  const harms = [
    action.changes.some((change) => change.field === "active" && !change.after)
      ? "deactivated"
      : undefined,
    action.changes.some((change) => change.field === "url") ? "moved elsewhere" : undefined,
    action.changes.some(losesEvents) ? "stripped of events" : undefined,
    action.secret === "remove" ? "stripped of its secret" : undefined,
  ].filter((harm) => harm !== undefined);
  return {
    why: `The hook is under \`protect\`, so it is never ${listOr(harms)}.`,
    wayOut:
      "Bring the entry back to what the hook is, or take its URL out of `protect` if this is meant.",
  };
}

function losesEvents(change: FieldChange): boolean {
  if (change.field !== "events" || change.after.includes("*")) return false;
  return change.before.some((event) => !change.after.includes(event));
}

function listOr(words: readonly string[]): string {
  if (words.length === 0) return "changed in this way";
  return words.length === 1
    ? (words[0] ?? "")
    : `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`;
}
