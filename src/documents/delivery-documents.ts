import type {
  DeliveryDetail,
  HookDelivery,
  LiveHookRef,
  RedeliveryOutcome,
  RedeliveryPlan,
  TriggerOutcome,
} from "../model/delivery.ts";
import { hookSettingsUrl } from "../model/hook-link.ts";
import { scopeName } from "../model/scope.ts";
import type { Secret } from "../model/secret.ts";
import { showTime } from "./format.ts";
import { type MaskedDelivery, maskDelivery } from "./mask-delivery.ts";
import type { ShowOptions } from "./plan-document.ts";
import { type ErrorDocument, errorDocument } from "./report-document.ts";

/** One delivery for machines: keys of the contract first. */
export interface DeliveryDocument {
  readonly scope: string;
  readonly hook_id: number;
  readonly id: number;
  readonly guid: string;
  readonly event: string;
  readonly status: string;
  readonly status_code: number;
  readonly delivered_at: string;
  readonly redelivery: boolean;
  readonly duration_ms: number | null;
  readonly throttled_at: string | null;
  readonly action: string | null;
  readonly url: string;
  /** Of the hook. */
  readonly html_url: string | null;
}

export interface DeliveriesDocument {
  readonly deliveries: readonly DeliveryDocument[];
}

/** One delivery as data, its URL masked as everywhere. */
export function deliveryDocument(
  { hook, delivery }: HookDelivery,
  { showUrls = false, apiUrl }: ShowOptions,
): DeliveryDocument {
  return {
    scope: scopeName(hook.scope),
    hook_id: hook.hookId,
    id: delivery.id,
    guid: delivery.guid,
    event: delivery.event,
    status: delivery.status,
    status_code: delivery.statusCode,
    delivered_at: showTime(delivery.deliveredAt),
    redelivery: delivery.redelivery,
    duration_ms: delivery.durationMs ?? null,
    throttled_at: delivery.throttledAt === undefined ? null : showTime(delivery.throttledAt),
    action: delivery.action ?? null,
    url: hook.url.show(showUrls),
    html_url: hookSettingsUrl(hook.scope, hook.hookId, apiUrl),
  };
}

/** What `deliveries --format json` prints. */
export function deliveriesDocument(
  items: readonly HookDelivery[],
  options: ShowOptions,
): DeliveriesDocument {
  return { deliveries: items.map((item) => deliveryDocument(item, options)) };
}

/** What `deliveries ID --format json` prints: the keys of the list, then both sides. */
export interface DeliveryDetailDocument {
  readonly delivery: DeliveryDocument & Pick<MaskedDelivery, "request" | "response">;
}

/** One delivery in full as data, everything in it masked that could be a credential. */
export function deliveryDetailDocument(
  detail: DeliveryDetail,
  hook: LiveHookRef,
  apiUrl: string,
  secrets: readonly Secret[] = [],
): DeliveryDetailDocument {
  const { url, request, response } = maskDelivery(detail, hook, secrets);
  const listed = deliveryDocument({ hook, delivery: detail }, { apiUrl });
  return { delivery: { ...listed, url, request, response } };
}

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

/** One event that a receiver missed, and its result. `planned` under `--dry-run`. */
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
  options: ShowOptions,
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

interface TriggerDocument {
  readonly scope: string;
  /** null where GitHub has no such hook. */
  readonly hook_id: number | null;
  readonly url: string;
  readonly html_url: string | null;
  readonly status: TriggerOutcome["status"];
  /** Why it was left out. */
  readonly reason: string | null;
  readonly error: ErrorDocument | null;
}

/** What `ping` and `test` print as JSON. */
export interface TriggersDocument {
  readonly hooks: readonly TriggerDocument[];
}

/** The results of pings or tests, as data. URLs are masked unless `showUrls` is set. */
export function triggersDocument(
  outcomes: readonly TriggerOutcome[],
  { showUrls = false, apiUrl }: ShowOptions,
): TriggersDocument {
  return {
    hooks: outcomes.map((outcome) => ({
      scope: scopeName(outcome.scope),
      hook_id: outcome.hookId ?? null,
      url: outcome.url.show(showUrls),
      html_url: hookSettingsUrl(outcome.scope, outcome.hookId, apiUrl),
      status: outcome.status,
      reason: "reason" in outcome ? outcome.reason : null,
      error: "error" in outcome ? errorDocument(outcome.error) : null,
    })),
  };
}
