import { compareStrings } from "../model/compare-strings.ts";
import type {
  DriftDocument,
  DriftEntryDocument,
  DriftKind,
  DriftSummary,
  HealthDocument,
} from "../model/drift-document.ts";
import type { DesiredHook, LiveHook } from "../model/hook.ts";
import type { HookUrl } from "../model/hook-url.ts";
import {
  type Action,
  type HookRef,
  type Plan,
  type UnchangedHook,
  wholeActions,
} from "../model/plan.ts";
import { isFailingResponse } from "../model/receiver-answer.ts";
import { type Scope, scopeKey, scopeName } from "../model/scope.ts";
import type { VerifiedHook } from "../model/verification.ts";
import { isRefusal } from "../plan/guards/guards.ts";
import { driftDigest } from "../plan/saved/digest.ts";
import { maskUrlsIn } from "../redact/mask-url.ts";
import { redactCredentials } from "../redact/redact-tokens.ts";
import { compareDiagnostics, diagnosticDocument, positionDocument } from "./diagnostic-document.ts";
import { maskKnownPaths, maskKnownUrls } from "./mask-delivery.ts";
import { actionDocument } from "./plan-document.ts";

const longest = 200;

/** GitHub may repeat in it whom it could not reach. */
function maskAnswer(text: string | null, url: HookUrl): string | null {
  if (text === null) return null;
  const known = maskKnownPaths([url])(maskKnownUrls([url])(text));
  const safe = [...redactCredentials(maskUrlsIn(known, () => "path"))];
  return safe.length <= longest ? safe.join("") : `${safe.slice(0, longest - 1).join("")}…`;
}

/** What the receiver of a hook last answered, without what its URL hides. */
export function lastAnswerDocument({ url, lastResponse }: LiveHook): HealthDocument {
  const { code = null, status = null, message = null } = lastResponse ?? {};
  return { code, status: maskAnswer(status, url), message: maskAnswer(message, url) };
}

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

/** What a drift report says beyond the plan. */
export interface DriftMeta {
  readonly toolVersion: string;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly apiUrl: string;
  readonly configDigest: string;
  /** As given with `--target`. */
  readonly targets: readonly string[];
  readonly showUrls: boolean;
  /** What was found of managed secrets, where they were looked at. */
  readonly verified?: readonly VerifiedHook[] | undefined;
}

const kinds: readonly DriftKind[] = [
  "missing",
  "changed",
  "unmanaged",
  "superseded",
  "blocked",
  "unhealthy",
];

function compareEntries(left: DriftEntryDocument, right: DriftEntryDocument): number {
  return (
    kinds.indexOf(left.kind) - kinds.indexOf(right.kind) ||
    compareStrings(left.scope.toLowerCase(), right.scope.toLowerCase()) ||
    compareStrings(left.url, right.url) ||
    (left.hook_id ?? 0) - (right.hook_id ?? 0) ||
    // Masks can make two URLs one, and what is missing has no id yet.
    compareStrings(JSON.stringify(left), JSON.stringify(right))
  );
}

function driftSummary(entries: readonly DriftEntryDocument[]): DriftSummary {
  const count = (kind: DriftKind): number => entries.filter((entry) => entry.kind === kind).length;
  return {
    missing: count("missing"),
    changed: count("changed"),
    unmanaged: count("unmanaged"),
    superseded: count("superseded"),
    blocked: count("blocked"),
    unhealthy: count("unhealthy"),
  };
}

/**
 * What has moved since, as plain data for {@link renderJson}: nothing secret in it, URLs masked. The
 * same fleet gives the same document, but for the time.
 */
export function driftDocument(plan: Plan, meta: DriftMeta): DriftDocument {
  const drift = driftEntries(plan, meta.showUrls, meta.verified).toSorted(compareEntries);
  // What `apply` would refuse the plan for is no error here, because nothing is to be written.
  const diagnostics = plan.diagnostics.map((diagnostic) =>
    isRefusal(diagnostic) ? { ...diagnostic, severity: "warning" as const } : diagnostic,
  );
  const document: DriftDocument = {
    format: "hookfleet.drift/1",
    tool_version: meta.toolVersion,
    created_at: meta.createdAt,
    api_url: meta.apiUrl,
    config_digest: meta.configDigest,
    targets: meta.targets.toSorted(compareStrings),
    complete: plan.complete,
    digest: "",
    summary: driftSummary(drift),
    drift,
    diagnostics: diagnostics.toSorted(compareDiagnostics).map(diagnosticDocument),
  };
  return { ...document, digest: driftDigest(document) };
}
