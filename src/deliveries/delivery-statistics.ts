import type { Delivery } from "../model/delivery.ts";
import type { DeliveryStatistics } from "../model/fleet-health.ts";
import { hasFailed, receiverFailed } from "../model/receiver-answer.ts";
import type { HookDelivery } from "../model/watched-hook.ts";

function oldestFirst(left: Delivery, right: Delivery): number {
  return left.deliveredAt - right.deliveredAt || left.id - right.id;
}

/** The middle one; of an even number the mean of the two in the middle. */
function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) return undefined;
  const lower = sorted.length % 2 === 0 ? (sorted[middle - 1] ?? upper) : upper;
  return (lower + upper) / 2;
}

/** Events of which no attempt got through. A GUID is an event of one hook. */
function countMissed(items: readonly HookDelivery[]): number {
  const reached = new Map<string, boolean>();
  for (const { hook, delivery } of items) {
    const event = `${hook.hookId} ${delivery.guid.toLowerCase()}`;
    reached.set(event, reached.get(event) === true || !hasFailed(delivery));
  }
  return [...reached.values()].filter((isThere) => !isThere).length;
}

/** The failures at the end: an outage that goes on. */
function findOutage(ordered: readonly Delivery[]): DeliveryStatistics["outage"] {
  const start = ordered.findLastIndex((delivery) => !hasFailed(delivery)) + 1;
  const first = ordered[start];
  return first && { since: first.deliveredAt, failures: ordered.length - start };
}

/**
 * Counts the results of deliveries, in whatever order they come. One that GitHub throttled and that
 * was lost says nothing of the receiver: it counts as a delivery and as a missed event, no more.
 */
export function deliveryStatistics(items: readonly HookDelivery[]): DeliveryStatistics {
  const ordered = items.map(({ delivery }) => delivery).toSorted(oldestFirst);
  const judged = ordered.filter((delivery) => !hasFailed(delivery) || receiverFailed(delivery));
  const failures = judged.filter(hasFailed).length;
  const last = ordered.at(-1);
  const timed = ordered.filter(({ throttledAt }) => throttledAt === undefined);
  return {
    deliveries: ordered.length,
    failures,
    missed: countMissed(items),
    throttled: ordered.length - timed.length,
    successShare: judged.length === 0 ? undefined : (judged.length - failures) / judged.length,
    medianMs: median(timed.flatMap(({ durationMs }) => durationMs ?? [])),
    last: last && {
      at: last.deliveredAt,
      failed: receiverFailed(last),
      statusCode: last.statusCode,
      status: last.status,
      throttledAt: last.throttledAt,
    },
    outage: findOutage(judged),
  };
}
