import type { RedeliveryOutcome, RedeliveryPlan } from "../../model/redelivery.ts";

export interface RedeliverySummary {
  /** Accepted by GitHub, which sends them later. */
  readonly redelivered: number;
  readonly skipped: number;
  readonly failed: number;
  readonly not_attempted: number;
}

/** Counts what happened. What was planned and has no outcome has not been attempted. */
export function countRedeliveries(
  plan: RedeliveryPlan,
  outcomes: readonly RedeliveryOutcome[],
): RedeliverySummary {
  const count = (status: RedeliveryOutcome["status"]): number =>
    outcomes.filter((outcome) => outcome.status === status).length;
  const [redelivered, failed, skipped] = [count("accepted"), count("failed"), count("skipped")];
  return {
    redelivered,
    skipped: plan.skipped.length + skipped,
    failed,
    not_attempted: plan.redeliveries.length - redelivered - failed - skipped,
  };
}
