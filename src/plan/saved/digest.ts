import { createHash } from "node:crypto";
import { compareStrings } from "../../model/compare-strings.ts";
import type { DriftDocument, DriftEntryDocument } from "../../model/drift-document.ts";
import type { DesiredHook, LiveHook } from "../../model/hook.ts";
import { digestValues } from "../../model/hook-fields.ts";
import type { Action } from "../../model/plan.ts";
import type { PlanDocument } from "../../model/plan-document.ts";
import { scopeKey } from "../../model/scope.ts";
import type { DesiredSecret } from "../../model/secret-reference.ts";

/** Part of everything that is hashed; it changes whenever the recipe does. */
const recipe = "hookfleet.digest/1";

/** Any value that JSON can hold, as one hash. */
export function sha256(value: unknown): string {
  return `sha256:${createHash("sha256")
    .update(JSON.stringify([recipe, value]))
    .digest("hex")}`;
}

/** What the action rests on: the live hook as it was seen, but for times. */
function liveFacts(live: LiveHook): unknown {
  return [live.id, ...digestValues(live), live.hasSecret, live.unknownConfigKeys];
}

/** By where it comes from too: under the same name, another variable holds another secret. */
function secretFacts(secret: DesiredSecret): unknown {
  if (secret.kind !== "managed") return [secret.kind];
  const { ref, source } = secret.secret;
  // A path as it was written: the same file has another absolute path in another checkout.
  return [secret.kind, ref, source.kind, source.kind === "env" ? source.name : source.shown];
}

function declaredFacts(desired: DesiredHook): unknown {
  return [...digestValues(desired), secretFacts(desired.secret)];
}

/**
 * Everything that an action would do and rests on, as one hash: two plans hold the same action
 * exactly when the digests are equal. URLs go in whole, so that the hash stands in for what
 * output masks.
 */
export function actionDigest(action: Action): string {
  const { kind, scope, reason, blocked, requests } = action;
  const common = [kind, scopeKey(scope), reason, blocked, requests];
  if (action.kind === "create")
    return sha256([common, action.secret, declaredFacts(action.desired)]);
  if (action.kind === "delete") return sha256([common, action.early, liveFacts(action.live)]);
  const facts = [common, action.secret, declaredFacts(action.desired), liveFacts(action.live)];
  // A `config-patch` sends a secret again only where that was asked for.
  const isAsked = kind === "update" && action.secret === "resupply" && action.resupplyAsked;
  return sha256(isAsked ? [...facts, "resupply-asked"] : facts);
}

/** The digests of a scope's actions, in execution order, as one hash. */
export function scopeDigest(scope: string, digests: readonly string[]): string {
  return sha256([scope.toLowerCase(), digests]);
}

export type DigestedPlan = Pick<
  PlanDocument,
  "offline" | "complete" | "targets" | "scopes" | "actions"
>;

function common(entry: PlanDocument["actions"][number] | DriftEntryDocument): readonly unknown[] {
  const { kind, scope, hook_id, url, changes, secret, secret_ref, reason, blocked } = entry;
  const fields = changes.map(({ field, before, after }) => [field, before, after]);
  const what = [kind, scope.toLowerCase(), hook_id, url, fields, secret, secret_ref];
  return [what, reason, blocked, entry.requests];
}

function shown(action: PlanDocument["actions"][number]): readonly unknown[] {
  const { early = null, has_secret: hasSecret, resupply_asked: isAsked } = action;
  const goes = hasSecret === undefined ? [] : [hasSecret];
  const asked = isAsked === true ? ["resupply-asked"] : [];
  return [...common(action), early, action.fingerprint, ...goes, ...asked];
}

/**
 * The digest of a whole plan, from its document, so that a file can be compared with its own: equal
 * for equal actions on equal facts, whatever the order of the input, the time, the wording, and
 * whatever hooks stay as they are.
 */
export function planDigest(plan: DigestedPlan): string {
  const { offline, complete, targets, scopes, actions } = plan;
  const digests = scopes
    .map(({ scope, digest }) => [scope.toLowerCase(), digest] as const)
    .toSorted(([left], [right]) => compareStrings(left, right));
  const facts = [complete, targets.toSorted(compareStrings), digests, actions.map(shown)];
  // What was made offline cannot be passed off as a plan for GitHub.
  return sha256(offline === true ? [...facts, "offline"] : facts);
}

export type DigestedDrift = Pick<
  DriftDocument,
  "api_url" | "targets" | "complete" | "drift" | "diagnostics"
>;

function shownEntry(entry: DriftEntryDocument): readonly unknown[] {
  // What a receiver said beside its code is wording, and often holds a time or a number of its own.
  const health = entry.health === null ? null : [entry.health.code, entry.health.status];
  return [...common(entry), health];
}

/** In one order, so that the same drift is the same text. */
function sorted(values: readonly unknown[]): readonly string[] {
  return values.map((value) => JSON.stringify(value)).toSorted();
}

/**
 * The digest of a drift report, from its document, so that a file can be compared with its own: equal
 * for the same hooks that have moved in the same way and the same scopes that could not be read,
 * whatever the order, the time, the wording, and whatever line of a file asks for a hook.
 */
export function driftDigest(document: DigestedDrift): string {
  const { api_url, targets, complete, drift, diagnostics } = document;
  const errors = diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ code, scope }) => [code, scope?.toLowerCase() ?? null]);
  return sha256([
    "drift",
    api_url,
    complete,
    sorted(targets),
    sorted(drift.map(shownEntry)),
    sorted(errors),
  ]);
}
