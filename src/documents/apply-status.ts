import type { ReportDocument } from "../model/generated/documents.ts";
import { groupBy } from "../model/group-by.ts";
import type { ActionDocument, DiagnosticDocument, PlanDocument } from "../model/plan-document.ts";

/** How an action of a plan ended; its URL is the plan's, which is masked whatever the run showed. */
export interface PlannedOutcome extends Pick<Outcome, "status" | "error"> {
  readonly action: ActionDocument;
}

/** The result of applying a plan, from the report of the run. */
export interface ApplyStatus {
  /** `outdated`: nothing failed, and something was no longer as it had been planned. */
  readonly state: "applied" | "failed" | "outdated";
  /** Why the run was refused before its first write; empty where it was not. */
  readonly refused: readonly Reason[];
  readonly applied: number;
  /** Failed and not attempted alike, blocked ones included; without those of stale scopes. */
  readonly undone: readonly PlannedOutcome[];
  /** The scopes that were not touched because they would not be what was planned. */
  readonly stale: readonly string[];
}

/** A code and its sentence. */
export type Reason = Pick<DiagnosticDocument, "code" | "message">;

type Outcome = ReportDocument["actions"][number];

/** What a planned action and its outcome have in common, whatever was shown of URLs. */
function keyOf({ kind, hook_id: id }: ActionDocument): string {
  return kind === "create" ? "create" : `${kind} ${id}`;
}

/** Pairs the actions of one scope with their outcomes; undefined where the two do not fit. */
function pair(
  actions: readonly ActionDocument[],
  outcomes: readonly Outcome[],
): readonly PlannedOutcome[] | undefined {
  const isStale = outcomes.some(
    ({ status, error }) => status === "not_attempted" && /^stale\b/.test(error?.message ?? ""),
  );
  if (isStale || actions.length !== outcomes.length) return undefined;
  const left = [...outcomes];
  const paired: PlannedOutcome[] = [];
  for (const action of actions) {
    const index = left.findIndex((outcome) => keyOf(outcome) === keyOf(action));
    const [outcome] = index === -1 ? [] : left.splice(index, 1);
    if (outcome === undefined) return undefined;
    const { status, error } = outcome;
    paired.push({ action, status, error });
  }
  return paired;
}

/**
 * Holds a report against the plan that was applied. A scope whose outcomes are not those of the
 * plan's actions was stale: it was planned again and had changed. Of a run that was refused, only the
 * reasons count: it may have ended before it had planned anything.
 *
 * @param plan undefined where the run was refused before there was one
 */
export function applyStatus(plan: PlanDocument | undefined, report: ReportDocument): ApplyStatus {
  const { refused } = report;
  if (refused !== undefined || plan === undefined)
    return { state: "failed", refused: refused ?? [], applied: 0, undone: [], stale: [] };
  const outcomes = groupBy(report.actions, ({ scope }) => scope.toLowerCase());
  const paired: PlannedOutcome[] = [];
  const stale: string[] = [];
  for (const actions of groupBy(plan.actions, ({ scope }) => scope.toLowerCase()).values()) {
    const [first] = actions;
    const found = pair(actions, outcomes.get(first.scope.toLowerCase()) ?? []);
    if (found === undefined) stale.push(first.scope);
    else for (const one of found) paired.push(one);
  }
  // What the plan had nothing to say of and had something to do all the same.
  const planned = new Set(plan.actions.map(({ scope }) => scope.toLowerCase()));
  for (const [key, [outcome]] of outcomes)
    if (!planned.has(key) && outcome !== undefined) stale.push(outcome.scope);
  const undone = paired.filter(({ status }) => status !== "applied");
  return {
    state: undone.length > 0 ? "failed" : stale.length > 0 ? "outdated" : "applied",
    refused: [],
    applied: paired.length - undone.length,
    undone,
    stale,
  };
}
