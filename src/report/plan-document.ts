import { compareStrings } from "../model/compare-strings.ts";
import type { Action, HookRef, Plan } from "../model/plan.ts";
import { compareScopes, scopeKey, scopeName } from "../model/scope.ts";
import { type ActionDocument, type ActionOrigin, actionDocument } from "./action-document.ts";
import { compareHookRefs } from "./compare-hook-refs.ts";
import { type DiagnosticDocument, diagnosticDocument } from "./diagnostic-document.ts";
import { planDiagnostics } from "./plan-diagnostics.ts";
import { type PlanSummary, planSummary } from "./plan-summary.ts";

/** What a plan's document says beyond the plan. */
export interface PlanMeta {
  readonly toolVersion: string;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly apiUrl: string;
  readonly configDigest: string;
  /** As given with `--target`. */
  readonly targets: readonly string[];
  /** How the planner's side hashes: an action, a scope's actions, and the document as a whole. */
  readonly digests: {
    readonly fingerprint: (action: Action) => string;
    readonly scope: (scope: string, fingerprints: readonly string[]) => string;
    readonly plan: (document: PlanDocument) => string;
  };
  readonly requestsToApply: number;
  readonly showUrls: boolean;
  /** Who asks for each action, where the plan was compared with a base. */
  readonly origin?: ReadonlyMap<Action, ActionOrigin>;
}

interface HookRefDocument {
  readonly scope: string;
  readonly hook_id: number;
  readonly url: string;
}

/** An action of a plan, with the hash of everything it would do and rests on. */
export interface PlannedActionDocument extends ActionDocument {
  readonly fingerprint: string;
}

/** A plan as `schemas/plan.schema.json` describes it. The order of keys is part of the format. */
export interface PlanDocument {
  readonly format: "hookfleet.plan/1";
  readonly tool_version: string;
  readonly created_at: string;
  readonly api_url: string;
  readonly config_digest: string;
  readonly targets: readonly string[];
  readonly complete: boolean;
  readonly digest: string;
  readonly scopes: readonly { readonly scope: string; readonly digest: string }[];
  readonly summary: PlanSummary;
  readonly actions: readonly PlannedActionDocument[];
  readonly unmanaged: readonly HookRefDocument[];
  readonly diagnostics: readonly DiagnosticDocument[];
  readonly rate_limit: { readonly requests_to_apply: number };
}

/**
 * A plan as plain data for {@link renderJson}: nothing secret in it, URLs masked. Actions stand in
 * the order of the plan, everything else is sorted.
 */
export function planDocument(plan: Plan, meta: PlanMeta): PlanDocument {
  const { showUrls, digests } = meta;
  const fingerprints = new Map(plan.scopes.map((scope) => [scopeKey(scope), [] as string[]]));
  const actions = plan.actions.map((action) => {
    const fingerprint = digests.fingerprint(action);
    fingerprints.get(scopeKey(action.scope))?.push(fingerprint);
    const origin = meta.origin?.get(action);
    return { ...actionDocument(action, { showUrls, origin }), fingerprint };
  });
  const document: PlanDocument = {
    format: "hookfleet.plan/1",
    tool_version: meta.toolVersion,
    created_at: meta.createdAt,
    api_url: meta.apiUrl,
    config_digest: meta.configDigest,
    targets: meta.targets.toSorted(compareStrings),
    complete: plan.complete,
    digest: "",
    scopes: plan.scopes.toSorted(compareScopes).map((scope) => ({
      scope: scopeName(scope),
      digest: digests.scope(scopeName(scope), fingerprints.get(scopeKey(scope)) ?? []),
    })),
    summary: planSummary(plan),
    actions,
    unmanaged: plan.unmanaged
      .toSorted(compareHookRefs)
      .map((hook) => hookRefDocument(hook, showUrls)),
    diagnostics: planDiagnostics(plan).map(diagnosticDocument),
    rate_limit: { requests_to_apply: meta.requestsToApply },
  };
  return { ...document, digest: digests.plan(document) };
}

function hookRefDocument({ scope, hookId, url }: HookRef, showUrls: boolean): HookRefDocument {
  return { scope: scopeName(scope), hook_id: hookId, url: url.show(showUrls) };
}
