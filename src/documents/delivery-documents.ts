import type {
  DeliveryDetail,
  HookDelivery,
  LiveHookRef,
  RedeliveryOutcome,
  RedeliveryPlan,
  TriggerOutcome,
} from "../model/delivery.ts";
import { showTime } from "../model/format.ts";
import { countBy } from "../model/group-by.ts";
import type { Secret } from "../model/secret.ts";
import { maskDelivery } from "./mask-delivery.ts";
import { hookRefDocument, type ShowOptions } from "./plan-document.ts";
import { errorDocument } from "./report-document.ts";

/** One delivery as data, its URL masked as everywhere. Keys of the contract come first. */
function deliveryDocument({ hook, delivery }: HookDelivery, options: ShowOptions) {
  const { scope, hook_id, url, html_url } = hookRefDocument(hook, options);
  return {
    scope,
    hook_id,
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
    url,
    /** Of the hook. */
    html_url,
  };
}

/** What `deliveries --format json` prints. */
export function deliveriesDocument(items: readonly HookDelivery[], options: ShowOptions) {
  return { deliveries: items.map((item) => deliveryDocument(item, options)) };
}

/**
 * What `deliveries ID --format json` prints: the keys of the list, then both sides, everything in them
 * masked that could be a credential.
 */
export function deliveryDetailDocument(
  detail: DeliveryDetail,
  hook: LiveHookRef,
  apiUrl: string,
  secrets: readonly Secret[] = [],
) {
  const listed = deliveryDocument({ hook, delivery: detail }, { apiUrl });
  return { delivery: { ...listed, ...maskDelivery(detail, hook, secrets) } };
}

/** Counts what happened. What was planned and has no outcome has not been attempted. */
export function countRedeliveries(plan: RedeliveryPlan, outcomes: readonly RedeliveryOutcome[]) {
  const count = countBy(outcomes, ({ status }) => status);
  const [redelivered, failed, skipped] = [count("accepted"), count("failed"), count("skipped")];
  return {
    /** Accepted by GitHub, which sends them later. */
    redelivered,
    skipped: plan.skipped.length + skipped,
    failed,
    not_attempted: plan.redeliveries.length - redelivered - failed - skipped,
  };
}

/**
 * What `redeliver --format json` prints: each event that a receiver missed, and its result, `planned`
 * where there are no outcomes.
 */
export function redeliveriesDocument(
  plan: RedeliveryPlan,
  outcomes: readonly RedeliveryOutcome[] | undefined,
  options: ShowOptions,
) {
  const all = [
    ...plan.redeliveries.map((redelivery, index) => ({ redelivery, result: outcomes?.[index] })),
    ...plan.skipped.map(({ reason, ...redelivery }) => ({
      redelivery,
      result: { status: "skipped" as const, reason },
    })),
  ];
  return {
    summary: countRedeliveries(plan, outcomes ?? []),
    redeliveries: all.map(({ redelivery, result }) => ({
      ...deliveryDocument(redelivery, options),
      outcome: result?.status ?? "planned",
      reason: result !== undefined && "reason" in result ? result.reason : null,
      attempts: redelivery.attempts,
      error:
        result?.status === "failed"
          ? { code: result.error.code, message: result.error.message }
          : null,
    })),
  };
}

/** What `ping` and `test` print as JSON: what GitHub said to each hook, or why it was left out. */
export function triggersDocument(outcomes: readonly TriggerOutcome[], options: ShowOptions) {
  return {
    hooks: outcomes.map((outcome) => ({
      ...hookRefDocument({ ...outcome, hookId: outcome.hookId ?? null }, options),
      status: outcome.status,
      reason: "reason" in outcome ? outcome.reason : null,
      error: "error" in outcome ? errorDocument(outcome.error) : null,
    })),
  };
}
