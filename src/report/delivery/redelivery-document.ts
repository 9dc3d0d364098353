import type { RedeliveryOutcome, RedeliveryPlan } from "../../model/redelivery.ts";
import { countRedeliveries, type RedeliverySummary } from "./count-redeliveries.ts";
import { type DeliveryDocument, deliveryDocument } from "./deliveries-document.ts";

/** One event that a receiver missed, and what became of it. `planned` under `--dry-run`. */
export interface RedeliveryDocument extends DeliveryDocument {
  readonly outcome: "accepted" | "planned" | "skipped" | "failed" | "not_attempted";
  readonly reason: string | null;
  readonly attempts: number;
  readonly error: { readonly code: string; readonly message: string } | null;
}

export interface RedeliveriesDocument {
  readonly summary: RedeliverySummary;
  readonly redeliveries: readonly RedeliveryDocument[];
}

/** What `redeliver --format json` prints. Without outcomes it is what would be done. */
export function redeliveriesDocument(
  plan: RedeliveryPlan,
  outcomes: readonly RedeliveryOutcome[] | undefined,
  options: { readonly showUrls: boolean },
): RedeliveriesDocument {
  const planned = plan.redeliveries.map((redelivery, index): RedeliveryDocument => {
    const outcome = outcomes?.[index];
    return {
      ...deliveryDocument(redelivery, options),
      outcome: outcome?.status ?? "planned",
      reason: outcome !== undefined && "reason" in outcome ? outcome.reason : null,
      attempts: redelivery.attempts,
      error:
        outcome?.status === "failed"
          ? { code: outcome.error.code, message: outcome.error.message }
          : null,
    };
  });
  const skipped = plan.skipped.map(
    ({ reason, ...redelivery }): RedeliveryDocument => ({
      ...deliveryDocument(redelivery, options),
      outcome: "skipped",
      reason,
      attempts: redelivery.attempts,
      error: null,
    }),
  );
  return {
    summary: countRedeliveries(plan, outcomes ?? []),
    redeliveries: [...planned, ...skipped],
  };
}
