import { compareStrings } from "../model/compare-strings.ts";
import { defaultLimits, type Limits } from "../model/desired-state.ts";
import { showTime, timeOrNull } from "../model/format.ts";
import { countBy } from "../model/group-by.ts";
import type { ShownFields } from "../model/hook.ts";
import { hookFields } from "../model/hook-fields.ts";
import { hookSettingsUrl } from "../model/hook-link.ts";
import { HookUrl } from "../model/hook-url.ts";
import { type Rotation, rotationsOf } from "../model/managed-secrets.ts";
import {
  type Action,
  compareHookRefs,
  type HookRef,
  type Plan,
  type UnmanagedHook,
} from "../model/plan.ts";
import type {
  ActionDocument,
  ActionOrigin,
  ChangeDocument,
  HookRefDocument,
  PlanDocument,
  PlanSummary,
  RotationDocument,
  UnmanagedDocument,
} from "../model/plan-document.ts";
import { compareScopes, scopeKey, scopeName } from "../model/scope.ts";
import { managedSecret } from "../model/secret-reference.ts";
import { requestsToApply } from "../plan/estimate.ts";
import { actionDigest, planDigest, scopeDigest } from "../plan/saved/digest.ts";
import { compareDiagnostics, diagnosticDocument } from "./diagnostic-document.ts";

/** How documents show hooks. */
export interface ShowOptions {
  /** Shows URLs unmasked, but for those that are credentials. Default false. */
  readonly showUrls?: boolean | undefined;
  /** Whose hooks they are: links lead there. */
  readonly apiUrl: string;
}

/**
 * The hook that an action is about: the URL that it is to have, or for a delete has. Its id is null
 * where there is no hook yet, and in an offline plan, where it has an id below zero.
 */
export function actionTarget(action: Action): HookRef<number | null> {
  const { scope } = action;
  if (action.kind === "create") return { scope, url: action.desired.url, hookId: null };
  const { url } = action.kind === "delete" ? action.live : action.desired;
  return { scope, url, hookId: action.live.id > 0 ? action.live.id : null };
}

/** An action as data: URLs masked, and of a secret what happens to it and its name. */
export function actionDocument(
  action: Action,
  options: ShowOptions & { readonly origin?: ActionOrigin | undefined },
): ActionDocument {
  const target = actionTarget(action);
  const isDelete = action.kind === "delete";
  return {
    kind: action.kind,
    ...hookRefDocument(target, options),
    changes: changesOf(action, options.showUrls ?? false),
    secret: isDelete ? "none" : action.secret,
    secret_ref: isDelete ? null : (managedSecret(action.desired)?.ref ?? null),
    reason: action.reason,
    blocked: action.blocked,
    origin: options.origin ?? null,
    requests: action.requests,
    source: action.position ?? null,
    ...(action.kind === "update" && action.secret === "resupply" && action.resupplyAsked
      ? { resupply_asked: true as const }
      : {}),
    ...(!isDelete && action.secret === "rotate" && target.hookId !== null
      ? { updated_at: timeOrNull(action.live.updatedAt) }
      : {}),
    ...(action.kind === "update" && action.part !== null ? { part: action.part } : {}),
    ...(isDelete ? { has_secret: action.live.hasSecret, early: action.early } : {}),
  };
}

/** All fields of a hook that comes or goes; of one that stays, those that change. */
function changesOf(action: Action, showUrls: boolean): readonly ChangeDocument[] {
  switch (action.kind) {
    case "create":
      return fieldValues(action.desired, showUrls).map(([field, after]) => {
        return { field, before: null, after };
      });
    case "delete":
      return fieldValues(action.live, showUrls).map(([field, before]) => {
        return { field, before, after: null };
      });
    default:
      return action.changes.map(({ field, before, after }) => {
        return { field, before: fieldValue(before, showUrls), after: fieldValue(after, showUrls) };
      });
  }
}

type Value = string | boolean | readonly string[];

/** Every field of a hook under its name, as documents have it. */
export function fieldValues(
  hook: ShownFields,
  showUrls: boolean,
): readonly (readonly [ChangeDocument["field"], Value])[] {
  return hookFields.map(({ key, property }) => [key, fieldValue(hook[property], showUrls)]);
}

function fieldValue(value: ShownFields[keyof ShownFields], showUrls: boolean): Value {
  if (value instanceof HookUrl) return value.show(showUrls);
  return typeof value === "object" ? value.toSorted(compareStrings) : value;
}

/** Which hook it is, as all documents say it; without an id where there is no hook yet. */
export function hookRefDocument<Id extends number | null>(
  { scope, hookId, url }: HookRef<Id>,
  { showUrls, apiUrl }: ShowOptions,
): Omit<HookRefDocument, "hook_id"> & { readonly hook_id: Id } {
  return {
    scope: scopeName(scope),
    hook_id: hookId,
    url: url.show(showUrls),
    html_url: hookSettingsUrl(scope, hookId, apiUrl),
  };
}

/** A hook that nobody declares, as data. */
export function unmanagedDocument(hook: UnmanagedHook, options: ShowOptions): UnmanagedDocument {
  return {
    ...hookRefDocument(hook, options),
    events: hook.events.toSorted(compareStrings),
    updated_at: timeOrNull(hook.updatedAt),
  };
}

/** Counts a plan. An action that is blocked counts as that and under no kind. */
export function planSummary(plan: Plan): PlanSummary {
  const count = countBy(plan.actions, ({ kind, blocked }) => (blocked === null ? kind : "blocked"));
  return {
    create: count("create"),
    update: count("update"),
    config_patch: count("config-patch"),
    delete: count("delete"),
    blocked: count("blocked"),
    unchanged: plan.unchanged.length,
    unmanaged: plan.unmanaged.length,
    ignored: plan.ignored.length,
    assumed: plan.assumed,
  };
}

/** A rotation as data. */
function rotationDocument(rotation: Rotation, options: ShowOptions): RotationDocument {
  return {
    secret_ref: rotation.secretRef,
    rotated_at: showTime(rotation.rotatedAt),
    due: rotation.due.length,
    blocked: rotation.blocked.length,
    writes: rotation.writes,
    done: rotation.done.toSorted(compareHookRefs).map((hook) => ({
      ...hookRefDocument(hook, options),
      updated_at: timeOrNull(hook.updatedAt),
    })),
  };
}

/** What a plan's content depends on beside the plan. */
export interface PlanContentOptions extends ShowOptions {
  /** The plan was made from two files alone. */
  readonly offline?: boolean | undefined;
  /** Who asks for each action, where the plan was compared with a base. */
  readonly origin?: ReadonlyMap<Action, ActionOrigin> | undefined;
}

/** What is said of the whole plan. */
export function planContent(
  plan: Plan,
  options: PlanContentOptions,
): Pick<PlanDocument, "complete" | "summary" | "rotations" | "diagnostics"> & {
  readonly offline?: true;
} {
  const { offline = false } = options;
  return {
    ...(offline ? { offline } : {}),
    complete: plan.complete,
    summary: planSummary(plan),
    // Offline nobody knows which hooks have missed a rotation.
    rotations: offline ? [] : rotationsOf(plan).map((one) => rotationDocument(one, options)),
    diagnostics: plan.diagnostics.toSorted(compareDiagnostics).map(diagnosticDocument),
  };
}

/** Nothing where they are those of every configuration that does not say. */
function limitsDocument({ maxDeletes, maxChanges }: Limits): Pick<PlanDocument, "limits"> {
  const isUsual =
    maxDeletes === defaultLimits.maxDeletes && maxChanges === defaultLimits.maxChanges;
  return isUsual ? {} : { limits: { max_deletes: maxDeletes, max_changes: maxChanges ?? null } };
}

/** What a plan's document says beyond the plan. */
export interface PlanMeta extends PlanContentOptions {
  /** Such as `0.1.0`. */
  readonly toolVersion: string;
  /** RFC 3339. */
  readonly createdAt: string;
  /** SHA-256 of the configuration, as `planFrom` gives it. */
  readonly configDigest: string;
  /** As given with `--target`. */
  readonly targets: readonly string[];
  /** Of the configuration, where the plan was made under others. */
  readonly limits?: Limits | undefined;
}

/**
 * A plan as plain data for `JSON.stringify`: nothing secret in it, URLs masked. Actions stand in
 * the order of the plan, everything else is sorted. Never throws.
 *
 * @param plan from `planFrom`, or the one that `checkPlan` gives
 * @param meta what the document says beside it: by which version, when and of what it was made
 */
export function planDocument(plan: Plan, meta: PlanMeta): PlanDocument {
  const { offline, complete, summary, rotations, diagnostics } = planContent(plan, meta);
  const digests = new Map(plan.scopes.map((scope) => [scopeKey(scope), [] as string[]]));
  const actions = plan.actions.map((action) => {
    const hash = actionDigest(action);
    digests.get(scopeKey(action.scope))?.push(hash);
    const origin = meta.origin?.get(action);
    return { ...actionDocument(action, { ...meta, origin }), fingerprint: hash };
  });
  const document: PlanDocument = {
    format: "hookfleet.plan/1",
    tool_version: meta.toolVersion,
    created_at: meta.createdAt,
    api_url: meta.apiUrl,
    config_digest: meta.configDigest,
    targets: meta.targets.toSorted(compareStrings),
    ...(offline === undefined ? {} : { offline }),
    complete,
    digest: "",
    scopes: plan.scopes.toSorted(compareScopes).map((scope) => ({
      scope: scopeName(scope),
      digest: scopeDigest(scopeName(scope), digests.get(scopeKey(scope)) ?? []),
    })),
    summary,
    actions,
    unmanaged: plan.unmanaged
      .toSorted(compareHookRefs)
      .map((hook) => unmanagedDocument(hook, meta)),
    rotations,
    diagnostics,
    ...limitsDocument(meta.limits ?? plan.limits),
    rate_limit: { requests_to_apply: requestsToApply(plan) },
  };
  return { ...document, digest: planDigest(document) };
}
