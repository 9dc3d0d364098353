import { compareStrings } from "../model/compare-strings.ts";
import {
  compareDeliveries,
  type Delivery,
  type DeliveryReading,
  type HookDelivery,
  type LiveHookRef,
} from "../model/delivery.ts";
import type {
  Complaint,
  DeliveryStatistics,
  FleetHealth,
  HealthThresholds,
  HookHealth,
  Proof,
  ReceiverHealth,
} from "../model/fleet-health.ts";
import { groupBy } from "../model/group-by.ts";
import { receiverName } from "../model/hook-url.ts";
import { compareHookRefs } from "../model/plan.ts";
import { hasFailed, receiverFailed } from "../model/receiver-answer.ts";

/** Cuts a stretch of time into equal parts and counts the deliveries of each. */
function deliveryBuckets(deliveries: readonly Delivery[], { since, until }: FleetHealthOptions) {
  const width = Math.max(1, (until - since) / bucketCount);
  const buckets = Array.from({ length: bucketCount }, (_, index) => ({
    start: since + index * width,
    deliveries: 0,
    failures: 0,
  }));
  for (const delivery of deliveries) {
    // What comes exactly at the end, or late on a clock that is ahead, belongs to the last one.
    const index = Math.min(bucketCount - 1, Math.floor((delivery.deliveredAt - since) / width));
    const bucket = buckets[Math.max(0, index)];
    if (bucket === undefined) continue;
    bucket.deliveries += 1;
    if (receiverFailed(delivery)) bucket.failures += 1;
  }
  return buckets;
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
function deliveryStatistics(items: readonly HookDelivery[]): DeliveryStatistics {
  const ordered = items.map(({ delivery }) => delivery).toSorted(compareDeliveries);
  const judged = ordered.filter((delivery) => !hasFailed(delivery) || receiverFailed(delivery));
  const failures = judged.filter(hasFailed).length;
  const last = ordered.at(-1);
  const timed = ordered.filter(({ throttledAt }) => throttledAt === undefined);
  return {
    deliveries: ordered.length,
    successes: judged.length - failures,
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

/** What exceeds the thresholds. What nobody can tell (no delivery, no proof) is no complaint. */
function findComplaints(
  { failures, successShare, medianMs }: DeliveryStatistics,
  proof: Proof,
  { maxFailures, minSuccess, maxMedianMs }: HealthThresholds,
): readonly Complaint[] {
  const complaints: Complaint[] = [];
  if (maxFailures !== undefined && failures > maxFailures) complaints.push("failures");
  if (minSuccess !== undefined && successShare !== undefined && successShare < minSuccess)
    complaints.push("success");
  if (maxMedianMs !== undefined && medianMs !== undefined && medianMs > maxMedianMs)
    complaints.push("duration");
  if (proof === "mismatch" || proof === "unsigned") complaints.push("unproved");
  return complaints;
}

/** The stretch of time that deliveries are judged over, and what is too bad. */
export interface FleetHealthOptions {
  /** Milliseconds since the epoch: the stretch of time that is looked at. */
  readonly since: number;
  readonly until: number;
  readonly thresholds?: HealthThresholds;
  /** What was found out about the secret of a hook; undefined where it was not verified. */
  readonly proofOf?: ((hook: LiveHookRef) => Proof | undefined) | undefined;
}

/** Parts of the chart: an hour each for a day. */
const bucketCount = 24;

type Reading = Extract<DeliveryReading, { status: "read" }>;

function itemsOf({ hook, deliveries }: Reading): readonly HookDelivery[] {
  return deliveries.map((delivery) => ({ hook, delivery }));
}

/** The smaller, the more urgent. */
function trouble({ complaints, statistics }: HookHealth | ReceiverHealth): number {
  if (complaints.length > 0) return 0;
  if (statistics.last?.failed === true) return 1;
  return statistics.failures > 0 ? 2 : 3;
}

function receiverHealth(
  receiver: string,
  /** By scope and id. */
  readings: readonly Reading[],
  options: FleetHealthOptions,
): ReceiverHealth {
  const { thresholds = {}, proofOf } = options;
  const hooks = readings
    .map((reading): HookHealth => {
      const { hook } = reading;
      const statistics = deliveryStatistics(itemsOf(reading));
      const proof = proofOf?.(hook) ?? (hook.hasSecret ? "assumed" : "none");
      return { hook, statistics, proof, complaints: findComplaints(statistics, proof, thresholds) };
    })
    .toSorted((left, right) => trouble(left) - trouble(right));
  const deliveries = readings.flatMap((reading) => reading.deliveries);
  const complaints = new Set<Complaint>(hooks.flatMap((hook) => hook.complaints));
  return {
    receiver,
    statistics: deliveryStatistics(readings.flatMap(itemsOf)),
    buckets: deliveryBuckets(deliveries, options),
    hooks,
    complaints: [...complaints].toSorted(compareStrings),
  };
}

/** Sums up the results of deliveries, hook by hook and by receiver. The order of readings never matters. */
export function fleetHealth(
  readings: readonly DeliveryReading[],
  options: FleetHealthOptions,
): FleetHealth {
  const read = readings
    .filter((reading) => reading.status === "read")
    .toSorted((left, right) => compareHookRefs(left.hook, right.hook));
  const { since, until, thresholds = {} } = options;
  const groups = groupBy(read, ({ hook }) => receiverName(hook.url));
  const receivers = [...groups]
    .map(([receiver, group]) => receiverHealth(receiver, group, options))
    .toSorted(
      (left, right) =>
        trouble(left) - trouble(right) || compareStrings(left.receiver, right.receiver),
    );
  return { since, until, thresholds, receivers };
}
