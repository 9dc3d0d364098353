import { parseUrl } from "../../model/hook-url.ts";
import type { Action, BlockedReason, HookRef, Plan } from "../../model/plan.ts";
import type { CommonDocument } from "../../model/plan-document.ts";
import { scopeKey } from "../../model/scope.ts";
import { sanitize } from "../../redact/sanitize.ts";
import { actionDocument, actionTarget } from "../plan-document.ts";

/** Why an action will not be attempted, and everything that a user can do about it. */
export interface BlockMessage {
  readonly why: string;
  readonly wayOut: string;
}

/** What the words for a block depend on; actions of plans and entries of drift have it. URLs are masked. */
type BlockedCase = Pick<CommonDocument, "url" | "changes" | "secret" | "secret_ref"> & {
  readonly reason: string;
};

const messages: Readonly<
  Record<BlockedReason, (blocked: BlockedCase, inTheWay: string) => BlockMessage>
> = {
  "undeclared-secret": () => ({
    why: "The hook has a secret that the file does not declare. GitHub may drop it on this update, and it cannot be restored.",
    wayOut:
      "Declare it (`secret: NAME`), or remove it (`secret: none`), or set `undeclared_secrets: keep`: then the update leaves it out and is checked to have kept it.",
  }),
  "secret-moves-host": (blocked) => ({
    why: `The hook has a secret that the file does not declare, and GitHub would sign with it for ${newHost(blocked)}.`,
    wayOut:
      "Declare the secret of the new receiver (`secret: NAME`), or set `undeclared_secrets: keep` where the new host may know this one.",
  }),
  "secret-differs": () => ({
    why: "GitHub signs with another secret than the declared one, by the hook's latest ping, and this update would replace it.",
    wayOut:
      "Find out which of the two the receiver has. Where it is the declared one, apply with --accept-secret-change; where it is the one in use, declare that.",
  }),
  protected: protectedWords,
  "hook-in-the-way": (_, ids) => ({
    why: `Another hook of the same URL${ids === "" ? "" : ` (${ids})`} holds one of these events and stays, so GitHub would answer "Hook already exists".`,
    wayOut:
      "Declare that hook too, with events of its own, or delete it: on GitHub, or with `unmanaged: delete` where neither `ignore` nor `protect` covers it.",
  }),
  "no-order": () => ({
    why: 'Hooks exchange events with each other, and whichever GitHub is asked to change first, it answers "Hook already exists" or that an event has too many hooks.',
    wayOut:
      "Do it in two steps: take the events away first and apply, then add them where they belong. Or delete one of the hooks.",
  }),
};

/**
 * The words for a reason. `inTheWay` are the ids of the hooks that hold the place of this one, where
 * the reason is that.
 */
export function describeBlock(
  blocked: BlockedCase,
  reason: BlockedReason,
  inTheWay: readonly number[] = [],
): BlockMessage {
  return messages[reason](blocked, inTheWay.map((id) => `#${id}`).join(", "));
}

/** The same for an action; undefined where it is not blocked. */
export function describeBlockedAction(
  action: Action,
  reason: BlockedReason | null = action.blocked,
): BlockMessage | undefined {
  // No word of it depends on which GitHub it is.
  return reason === null
    ? undefined
    : describeBlock(actionDocument(action, { apiUrl: "" }), reason);
}

function newHost({ url }: BlockedCase): string {
  // A URL that is a credential as a whole stands as `env:NAME`, which has no host.
  const host = parseUrl(url)?.host ?? "";
  return host === "" ? "another host" : sanitize(host);
}

/** Reasons for which a hook is deleted. */
const deleting: ReadonlySet<string> = new Set(["unmanaged", "superseded", "absent"]);

function protectedWords({ reason }: BlockedCase): BlockMessage {
  if (reason === "missing" || deleting.has(reason)) {
    return {
      why: "The hook matches a `protect` pattern, so it is never deleted.",
      wayOut:
        reason === "superseded"
          ? "Remove its URL from `previous_urls`, or from `protect` to delete it."
          : "Declare the hook to keep it, or remove its URL from `protect` to delete it.",
    };
  }
  return {
    why: "The hook matches a `protect` pattern, so it is never deactivated, moved elsewhere, made to skip the verification of its receiver, or stripped of events or its secret, which GitHub may drop on an update that does not declare it.",
    wayOut:
      "Change the entry back to what the hook has, declare its secret (`secret: NAME`), or remove its URL from `protect` if the change is intended.",
  };
}

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
      url.normalized() === wanted.normalized(),
  );
  return [...new Set(staying.map(({ hookId }) => hookId))].toSorted((left, right) => left - right);
}

/** What is blocked stays as it is, and may be in the way of another. */
function blockedHook(action: Action): readonly HookRef[] {
  if (action.blocked === null || action.kind === "create") return [];
  return [{ scope: action.scope, hookId: action.live.id, url: action.live.url }];
}
