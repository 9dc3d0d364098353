import { HookfleetError } from "../../model/errors.ts";
import { groupBy } from "../../model/group-by.ts";
import type { PlanDocument } from "../../model/plan-document.ts";
import { type DigestedPlan, planDigest, scopeDigest } from "./digest.ts";
import { hasShape, isObject, readEnvelope, type SavedFormat, type Shape } from "./read-envelope.ts";

const saved: SavedFormat = {
  format: "hookfleet.plan/1",
  name: "a plan",
  codes: { other: "not-a-plan", version: "plan-format" },
  command: "hookfleet plan --out plan.json",
};

const shape: Shape = {
  "api_url config_digest created_at": "string",
  complete: "boolean",
  offline: (value) => value === undefined || value === true,
  targets: ["string"],
  scopes: [{ "scope digest": "string" }],
  actions: [
    {
      "kind scope url secret reason fingerprint": "string",
      changes: [{ field: "string" }],
      requests: ["string"],
    },
  ],
  unmanaged: [{ "scope url": "string" }],
  // Plans of an earlier version have none.
  rotations: (value) => value === undefined || hasShape(value, rotations),
  diagnostics: [{ "severity code message": "string" }],
  rate_limit: { requests_to_apply: "number" },
};

const rotations: Shape = [
  { "secret_ref rotated_at": "string", done: [{ "scope url updated_at": "string" }] },
];

/** The counts that a reader looks at first have to be those of the actions below. */
function countsHold(plan: DigestedPlan, summary: unknown): boolean {
  const count = (kind: string | undefined): number =>
    plan.actions.filter((action) =>
      kind === undefined
        ? action.blocked !== null
        : action.kind === kind && action.blocked === null,
    ).length;
  const counts = {
    create: count("create"),
    update: count("update"),
    config_patch: count("config-patch"),
    delete: count("delete"),
    blocked: count(undefined),
  };
  return (
    isObject(summary) && Object.entries(counts).every(([key, number]) => summary[key] === number)
  );
}

function digestsHold(plan: DigestedPlan, digest: unknown): boolean {
  const actions = groupBy(plan.actions, ({ scope }) => scope.toLowerCase());
  const scopesHold = plan.scopes.every(({ scope, digest: own }) => {
    const expected = (actions.get(scope.toLowerCase()) ?? []).map((action) => action.fingerprint);
    return own === scopeDigest(scope, expected);
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
  if (!hasShape(value, shape)) throw altered(file);
  refuseAltered(plan, file);
  return plan;
}
