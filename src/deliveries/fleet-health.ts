import { compareStrings } from "../model/compare-strings.ts";
import type {
  Complaint,
  FleetHealth,
  HealthThresholds,
  HookHealth,
  Proof,
  ReceiverHealth,
} from "../model/fleet-health.ts";
import { groupBy } from "../model/group-by.ts";
import { compareScopes, scopeKey } from "../model/scope.ts";
import type { DeliveryReading, HookDelivery, WatchedHook } from "../model/watched-hook.ts";
import { deliveryBuckets } from "./delivery-buckets.ts";
import { deliveryStatistics } from "./delivery-statistics.ts";
import { findComplaints } from "./find-complaints.ts";
import { receiverName } from "./receiver-name.ts";

/** The stretch of time that deliveries are judged over, and what is too bad. */
export interface FleetHealthOptions {
  /** Milliseconds since the epoch: the stretch of time that is looked at. */
  readonly since: number;
  readonly until: number;
  readonly thresholds?: HealthThresholds;
  /** What was found out about the secret of a hook; undefined where nobody looked. */
  readonly proofOf?: (hook: WatchedHook) => Proof | undefined;
}

/** Parts of the chart: an hour each for a day. */
const bucketCount = 24;

type Reading = Extract<DeliveryReading, { status: "read" }>;

function itemsOf({ hook, deliveries }: Reading): readonly HookDelivery[] {
  return deliveries.map((delivery) => ({ hook, delivery }));
}

function inOrder(left: HookHealth, right: HookHealth): number {
  return (
    trouble(left) - trouble(right) ||
    compareScopes(left.hook.scope, right.hook.scope) ||
    left.hook.hookId - right.hook.hookId
  );
}

/** The smaller, the more somebody has to look at it. */
function trouble({ complaints, statistics }: HookHealth | ReceiverHealth): number {
  if (complaints.length > 0) return 0;
  if (statistics.last?.failed === true) return 1;
  return statistics.failures > 0 ? 2 : 3;
}

function receiverHealth(
  receiver: string,
  readings: readonly Reading[],
  options: FleetHealthOptions,
): ReceiverHealth {
  const { thresholds = {}, proofOf, since, until } = options;
  const hooks = readings
    .map((reading): HookHealth => {
      const { hook } = reading;
      const statistics = deliveryStatistics(itemsOf(reading));
      const proof = proofOf?.(hook) ?? (hook.hasSecret ? "assumed" : "none");
      return { hook, statistics, proof, complaints: findComplaints(statistics, proof, thresholds) };
    })
    .toSorted(inOrder);
  const deliveries = readings.flatMap((reading) => reading.deliveries);
  const complaints = new Set<Complaint>(hooks.flatMap((hook) => hook.complaints));
  return {
    receiver,
    statistics: deliveryStatistics(readings.flatMap(itemsOf)),
    buckets: deliveryBuckets(deliveries, { since, until, count: bucketCount }),
    hooks,
    complaints: [...complaints].toSorted(compareStrings),
  };
}

/** Sums up what became of deliveries, hook by hook and by receiver. The order of readings never matters. */
export function fleetHealth(
  readings: readonly DeliveryReading[],
  options: FleetHealthOptions,
): FleetHealth {
  const read = readings
    .filter((reading) => reading.status === "read")
    .toSorted(
      (left, right) =>
        compareStrings(scopeKey(left.hook.scope), scopeKey(right.hook.scope)) ||
        left.hook.hookId - right.hook.hookId,
    );
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
