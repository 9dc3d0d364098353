import { compareStrings } from "../model/compare-strings.ts";
import {
  allDriftKinds,
  type DriftDocument,
  type DriftEntryDocument,
  type DriftKind,
  type DriftSummary,
  type LastResponseDocument,
} from "../model/drift-document.ts";
import { countBy } from "../model/group-by.ts";
import type { LiveHook } from "../model/hook.ts";
import type { HookUrl } from "../model/hook-url.ts";
import {
  type Action,
  type ExistingHook,
  existingHooksOf,
  type Plan,
  wholeActions,
} from "../model/plan.ts";
import { isFailing } from "../model/receiver-answer.ts";
import { compareScopeNames, hookKey } from "../model/scope.ts";
import { managedSecret } from "../model/secret-reference.ts";
import type { VerifiedHook } from "../model/verification.ts";
import { isRefusal } from "../plan/guards/guards.ts";
import { driftDigest } from "../plan/saved/digest.ts";
import { maskUrlsIn } from "../redact/mask-url.ts";
import { redactCredentials } from "../redact/redact-tokens.ts";
import { clipText } from "../redact/sanitize.ts";
import { compareDiagnostics, diagnosticDocument } from "./diagnostic-document.ts";
import { maskKnownPaths, maskKnownUrls } from "./mask-delivery.ts";
import {
  actionDocument,
  actionTarget,
  hookRefDocument,
  type PlanMeta,
  type ShowOptions,
  unmanagedDocument,
} from "./plan-document.ts";
import { warnUnproved } from "./verification-document.ts";

const longest = 200;

/** What GitHub says in its own words, which hide nothing: the search for what does takes long. */
const ownWords =
  /^(?:OK|active|unused|pending|(?:Invalid HTTP Response: )?\d{3}|failed to connect|timed out)?$/;

/** GitHub may repeat in it which URL it could not reach. */
function maskResponseText(text: string | null, url: HookUrl): string | null {
  if (text === null || ownWords.test(text)) return text;
  const known = maskKnownPaths([url])(maskKnownUrls([url])(text));
  return clipText(redactCredentials(maskUrlsIn(known, () => "path")), longest);
}

/** What the receiver of a hook last answered, without what its URL hides. */
export function lastResponseDocument({ url, lastResponse }: LiveHook): LastResponseDocument {
  const { code = null, status = null, message = null } = lastResponse ?? {};
  return { code, status: maskResponseText(status, url), message: maskResponseText(message, url) };
}

/**
 * Every hook of a plan that differs, unsorted. One that differs from the file and whose receiver
 * fails, too, is two entries, for each of them is repaired on its own.
 */
function driftEntries(plan: Plan, options: ShowOptions, verified: readonly VerifiedHook[]) {
  return [
    ...wholeActions(plan.actions).flatMap((action) => actionEntry(action, options)),
    ...plan.unmanaged
      .filter(({ counted }) => counted)
      .map((hook) => ({
        ...entryOf("unmanaged", "unmanaged", hook, options),
        ...unmanagedDocument(hook, options),
      })),
    ...existingHooksOf(plan)
      .filter(({ live }) => isFailing(live))
      .map(
        (hook): DriftEntryDocument => ({
          ...declaredEntry("unhealthy", "unhealthy", hook, hook.live.url, options),
          secret: hook.live.hasSecret && managedSecret(hook.desired) ? "keep" : "none",
          health: lastResponseDocument(hook.live),
        }),
      ),
    ...unprovedEntries(plan, options, verified),
  ];
}

/** An entry of which only the hook is known. The order of keys is part of the format. */
function entryOf(
  kind: DriftKind,
  reason: DriftEntryDocument["reason"],
  hook: ReturnType<typeof actionTarget>,
  options: ShowOptions,
): DriftEntryDocument {
  return {
    kind,
    ...hookRefDocument(hook, options),
    changes: [],
    secret: "none",
    secret_ref: null,
    reason,
    blocked: null,
    requests: [],
    health: null,
    source: null,
  };
}

/** None where nothing differs and a secret is only sent again. */
function actionEntry(action: Action, options: ShowOptions): DriftEntryDocument | [] {
  const document = actionDocument(action, options);
  const { changes, secret, secret_ref, reason, blocked, requests, source } = document;
  if (reason === "resupply") return [];
  const entry = entryOf(kindOf(action), reason, actionTarget(action), options);
  return { ...entry, changes, secret, secret_ref, blocked, requests, source };
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

function declaredEntry(
  kind: DriftKind,
  reason: DriftEntryDocument["reason"],
  { scope, desired, live }: ExistingHook,
  url: HookUrl,
  options: ShowOptions,
): DriftEntryDocument {
  return {
    ...entryOf(kind, reason, { scope, hookId: live.id, url }, options),
    secret_ref: managedSecret(desired)?.ref ?? null,
    source: desired.position,
  };
}

/**
 * Hooks that look as declared and do not sign with the declared secret. One whose secret the next
 * run sends anyway has its entry already.
 */
function unprovedEntries(plan: Plan, options: ShowOptions, verified: readonly VerifiedHook[]) {
  const wrong = new Map<string, DriftEntryDocument["reason"]>();
  for (const { scope, hookId, verdict } of verified)
    if (hookId !== undefined && (verdict === "mismatch" || verdict === "unsigned"))
      wrong.set(hookKey(scope, hookId), `secret-${verdict}`);
  return existingHooksOf(plan)
    .filter(({ action }) => action === undefined || ["keep", "none"].includes(action.secret))
    .flatMap((hook) => {
      const reason = wrong.get(hookKey(hook.scope, hook.live.id));
      if (reason === undefined) return [];
      const entry = declaredEntry("changed", reason, hook, hook.desired.url, options);
      return [{ ...entry, secret: "keep" as const }];
    });
}

/** What a drift report says beyond the plan. */
export interface DriftMeta extends Omit<PlanMeta, "offline" | "origin"> {
  /** What was found of managed secrets, where they were looked at. */
  readonly verified?: readonly VerifiedHook[] | undefined;
}

function compareEntries(left: DriftEntryDocument, right: DriftEntryDocument): number {
  return (
    allDriftKinds.indexOf(left.kind) - allDriftKinds.indexOf(right.kind) ||
    compareScopeNames(left.scope, right.scope) ||
    compareStrings(left.url, right.url) ||
    (left.hook_id ?? 0) - (right.hook_id ?? 0) ||
    // Masks can make two URLs one, and what is missing has no id yet.
    compareStrings(JSON.stringify(left), JSON.stringify(right))
  );
}

function driftSummary(entries: readonly DriftEntryDocument[]): DriftSummary {
  const count = countBy(entries, ({ kind }) => kind);
  return Object.fromEntries(allDriftKinds.map((kind) => [kind, count(kind)])) as DriftSummary;
}

/**
 * What differs from the file, as plain data for {@link renderJson}: nothing secret in it, URLs masked. The
 * same fleet gives the same document, but for the time.
 */
export function driftDocument(plan: Plan, meta: DriftMeta): DriftDocument {
  const { verified = [] } = meta;
  const drift = driftEntries(plan, meta, verified).toSorted(compareEntries);
  // What `apply` would refuse the plan for is no error here, because nothing is to be written.
  const ofPlan = plan.diagnostics.map((diagnostic) =>
    isRefusal(diagnostic) ? { ...diagnostic, severity: "warning" as const } : diagnostic,
  );
  const diagnostics = [...ofPlan, ...warnUnproved(verified)];
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
