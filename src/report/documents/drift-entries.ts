import type { DriftEntryDocument, DriftKind } from "../../model/drift-document.ts";
import type { DesiredHook, LiveHook } from "../../model/hook.ts";
import {
  type Action,
  type HookRef,
  type Plan,
  type UnchangedHook,
  wholeActions,
} from "../../model/plan.ts";
import { isFailingResponse } from "../../model/receiver-answer.ts";
import { type Scope, scopeKey, scopeName } from "../../model/scope.ts";
import type { VerifiedHook } from "../../model/verification.ts";
import { actionDocument } from "./action-document.ts";
import { positionDocument } from "./diagnostic-document.ts";
import { lastAnswerDocument } from "./last-answer-document.ts";

/**
 * Every hook of a plan that has moved, unsorted. One that differs from the file and whose receiver
 * fails, too, is two entries, for each of them is mended on its own.
 */
export function driftEntries(
  plan: Plan,
  showUrls: boolean,
  verified: readonly VerifiedHook[] = [],
): readonly DriftEntryDocument[] {
  return [
    ...wholeActions(plan.actions).map((action) => actionEntry(action, showUrls)),
    ...plan.unmanaged
      .filter(({ counted }) => counted)
      .map((hook) => unmanagedEntry(hook, showUrls)),
    ...watched(plan)
      .filter(isUnhealthy)
      .map((hook) => unhealthyEntry(hook, showUrls)),
    ...unprovedEntries(plan, verified, showUrls),
  ];
}

function kindOf(action: Action): DriftKind {
  if (action.blocked !== null) return "blocked";
  switch (action.kind) {
    case "create":
      return "missing";
    case "update":
    case "config-patch":
      return "changed";
    case "delete":
      return action.reason === "superseded" ? "superseded" : "unmanaged";
    default:
      return action satisfies never;
  }
}

function actionEntry(action: Action, showUrls: boolean): DriftEntryDocument {
  const { scope, hook_id, url, changes, ...rest } = actionDocument(action, { showUrls });
  const { secret, secret_ref, reason, blocked, requests, source } = rest;
  return {
    kind: kindOf(action),
    scope,
    hook_id,
    url,
    changes,
    secret,
    secret_ref,
    reason,
    blocked,
    requests,
    health: null,
    source,
  };
}

function unmanagedEntry({ scope, hookId, url }: HookRef, showUrls: boolean): DriftEntryDocument {
  return {
    kind: "unmanaged",
    scope: scopeName(scope),
    hook_id: hookId,
    url: url.show(showUrls),
    changes: [],
    secret: "none",
    secret_ref: null,
    reason: "unmanaged",
    blocked: null,
    requests: [],
    health: null,
    source: null,
  };
}

/** A declared hook and the live one behind it. */
interface DeclaredHook {
  readonly scope: Scope;
  readonly desired: DesiredHook;
  readonly live: LiveHook;
}

/** The hooks whose receivers are ours to look after: declared and live, as they should be or not. */
function watched(plan: Plan): readonly DeclaredHook[] {
  const changing = wholeActions(plan.actions).flatMap((action) =>
    action.kind === "update" || action.kind === "config-patch" ? [action] : [],
  );
  return [...plan.unchanged, ...changing];
}

/** Nothing is delivered to a hook that is not active, so what was said of it last is of the past. */
function isUnhealthy({ live }: DeclaredHook): boolean {
  return live.active !== false && isFailingResponse(live.lastResponse);
}

function unhealthyEntry(hook: DeclaredHook, showUrls: boolean): DriftEntryDocument {
  const { scope, desired, live } = hook;
  return {
    kind: "unhealthy",
    scope: scopeName(scope),
    hook_id: live.id,
    url: live.url.show(showUrls),
    changes: [],
    secret: desired.secret.kind === "managed" && live.hasSecret ? "keep" : "none",
    secret_ref: desired.secret.kind === "managed" ? desired.secret.secret.ref : null,
    reason: "unhealthy",
    blocked: null,
    requests: [],
    health: lastAnswerDocument(live),
    source: positionDocument(desired.position),
  };
}

/**
 * Hooks that look as declared and do not sign with the declared secret. One whose secret the next
 * run sends anyway has its entry already.
 */
function unprovedEntries(
  plan: Plan,
  verified: readonly VerifiedHook[],
  showUrls: boolean,
): readonly DriftEntryDocument[] {
  const wrong = new Map(
    verified
      .filter(({ verdict }) => verdict === "mismatch" || verdict === "unsigned")
      .map((hook) => [`${scopeKey(hook.scope)} ${hook.hookId}`, hook.verdict]),
  );
  return plan.unchanged
    .concat(wholeActions(plan.actions).flatMap(keepsSecret))
    .flatMap(({ scope, desired, live }): readonly DriftEntryDocument[] => {
      const verdict = wrong.get(`${scopeKey(scope)} ${live.id}`);
      if (verdict === undefined) return [];
      return [
        {
          kind: "changed",
          scope: scopeName(scope),
          hook_id: live.id,
          url: desired.url.show(showUrls),
          changes: [],
          secret: "keep",
          secret_ref: desired.secret.kind === "managed" ? desired.secret.secret.ref : null,
          reason: `secret-${verdict}`,
          blocked: null,
          requests: [],
          health: null,
          source: positionDocument(desired.position),
        },
      ];
    });
}

function keepsSecret(action: Action): readonly UnchangedHook[] {
  if (action.kind !== "update" && action.kind !== "config-patch") return [];
  const { scope, desired, live } = action;
  const { secret } = action;
  if (secret !== "keep" && secret !== "none") return [];
  return [{ scope, hookId: live.id, url: desired.url, desired, live }];
}
