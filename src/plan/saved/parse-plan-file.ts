import { HookfleetError } from "../../model/errors.ts";
import { groupBy } from "../../model/group-by.ts";
import type { PlanDocument } from "../../model/plan-document.ts";
import { type DigestedPlan, planDigest, scopeDigest } from "./digest.ts";
import { isListOf, isObject, readEnvelope, type SavedFormat } from "./read-envelope.ts";

const saved: SavedFormat = {
  format: "hookfleet.plan/1",
  name: "a plan",
  codes: { other: "not-a-plan", version: "plan-format" },
  command: "hookfleet plan --out plan.json",
};

/** True where everything that is looked at later has the shape it needs. */
function hasShape(value: Record<string, unknown>): boolean {
  const { complete, targets, scopes, actions, unmanaged, diagnostics, rate_limit } = value;
  const { rotations = [] } = value;
  return (
    typeof complete === "boolean" &&
    (value["offline"] === undefined || value["offline"] === true) &&
    ["api_url", "config_digest", "created_at"].every((key) => typeof value[key] === "string") &&
    Array.isArray(targets) &&
    targets.every((target) => typeof target === "string") &&
    isListOf(scopes, "scope", "digest") &&
    isListOf(unmanaged, "scope", "url") &&
    isListOf(rotations, "secret_ref", "rotated_at") &&
    (rotations as readonly Record<string, unknown>[]).every(({ done }) =>
      isListOf(done, "scope", "url", "updated_at"),
    ) &&
    isListOf(diagnostics, "severity", "code", "message") &&
    isObject(rate_limit) &&
    typeof rate_limit["requests_to_apply"] === "number" &&
    isListOf(actions, "kind", "scope", "url", "secret", "reason", "fingerprint") &&
    (actions as readonly Record<string, unknown>[]).every(
      ({ changes, requests }) => isListOf(changes, "field") && Array.isArray(requests),
    )
  );
}

/** The counts that a reader looks at first have to be those of the actions below. */
function countsHold(plan: DigestedPlan, summary: unknown): boolean {
  if (!isObject(summary)) return false;
  const count = (kind: string): number =>
    plan.actions.filter((action) => action.kind === kind && action.blocked === null).length;
  return (
    summary["create"] === count("create") &&
    summary["update"] === count("update") &&
    summary["config_patch"] === count("config-patch") &&
    summary["delete"] === count("delete") &&
    summary["blocked"] === plan.actions.filter(({ blocked }) => blocked !== null).length
  );
}

function digestsHold(plan: DigestedPlan, digest: unknown): boolean {
  const actions = groupBy(plan.actions, ({ scope }) => scope.toLowerCase());
  const scopesHold = plan.scopes.every(({ scope, digest: own }) => {
    const fingerprints = (actions.get(scope.toLowerCase()) ?? []).map(
      (action) => action.fingerprint,
    );
    return own === scopeDigest(scope, fingerprints);
  });
  return scopesHold && planDigest(plan) === digest;
}

/**
 * Refuses a saved plan that is not what its own digests say.
 *
 * @param file how the file is called in the error
 * @throws HookfleetError `plan-altered`
 */
export function refuseAltered(plan: PlanDocument, file: string): void {
  if (digestsHold(plan, plan.digest) && countsHold(plan, plan.summary)) return;
  throw altered(file);
}

function altered(file: string): HookfleetError {
  return new HookfleetError("plan-altered", `${file} does not hash to its own digest`, {
    help: "It was changed or damaged after it was saved, so nothing of it is carried out. Save and review the plan again.",
  });
}

/**
 * Reads a saved plan and holds it against its own digests, so that a file that was edited can do
 * nothing at all.
 *
 * @param file how the file is called in the error
 * @throws HookfleetError `not-a-plan`, `plan-format`, `plan-altered`
 */
export function parsePlanFile(text: string, file: string): PlanDocument {
  const value = readEnvelope(text, file, saved);
  // Its shape is checked in the next line, before anything is done with it.
  const plan = value as unknown as PlanDocument;
  if (!hasShape(value)) throw altered(file);
  refuseAltered(plan, file);
  return plan;
}
