import { compareStrings } from "../../model/compare-strings.ts";
import type { Action, Plan } from "../../model/plan.ts";
import type { ActionOrigin, PlanDocument } from "../../model/plan-document.ts";
import { rotationsOf } from "../../model/rotations.ts";
import { compareScopes, scopeKey, scopeName } from "../../model/scope.ts";
import { actionDocument } from "./action-document.ts";
import { compareHookRefs } from "./compare-hook-refs.ts";
import { diagnosticDocument } from "./diagnostic-document.ts";
import { hookRefDocument } from "./hook-ref-document.ts";
import { planDiagnostics } from "./plan-diagnostics.ts";
import { planSummary } from "./plan-summary.ts";
import { rotationDocument } from "./rotation-document.ts";

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
  /** The plan was made from two files alone. */
  readonly offline?: boolean;
  readonly showUrls: boolean;
  /** Who asks for each action, where the plan was compared with a base. */
  readonly origin?: ReadonlyMap<Action, ActionOrigin>;
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
    ...(meta.offline === true ? { offline: true } : {}),
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
    // Offline nobody knows which hooks have missed a rotation.
    rotations:
      meta.offline === true
        ? []
        : rotationsOf(plan).map((rotation) => rotationDocument(rotation, { showUrls })),
    diagnostics: planDiagnostics(plan).map(diagnosticDocument),
    rate_limit: { requests_to_apply: meta.requestsToApply },
  };
  return { ...document, digest: digests.plan(document) };
}
