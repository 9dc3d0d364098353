import {
  compareDeliveries,
  type Delivery,
  type DeliveryReading,
  type HookDelivery,
  type Redelivery,
  type RedeliveryPlan,
  type RedeliverySkip,
} from "../model/delivery.ts";
import { type Group, groupBy } from "../model/group-by.ts";
import { hasFailed } from "../model/receiver-answer.ts";
import { compareScopes } from "../model/scope.ts";

/** What is looked for. Whatever is left out, or an empty list, takes everything. */
export interface DeliveryFilter {
  readonly failed?: boolean;
  /** Milliseconds since the epoch. */
  readonly since?: number | undefined;
  /** `push`, or with its action `issues.opened`, in any case. */
  readonly events?: readonly string[];
  readonly guids?: readonly string[];
}

/** Whether a name is that of the delivery's event, alone or with its action. */
export function isEventOf(name: string, { event, action }: Delivery): boolean {
  const wanted = name.toLowerCase();
  return wanted === event.toLowerCase() || wanted === `${event}.${action}`.toLowerCase();
}

export function matchesFilter(delivery: Delivery, filter: DeliveryFilter): boolean {
  const { guid, deliveredAt } = delivery;
  const { events = [], guids = [] } = filter;
  if (filter.failed === true && !hasFailed(delivery)) return false;
  if (filter.since !== undefined && deliveredAt < filter.since) return false;
  if (guids.length > 0 && !guids.some((other) => other.toLowerCase() === guid.toLowerCase()))
    return false;
  return events.length === 0 || events.some((name) => isEventOf(name, delivery));
}

function newestFirst(left: HookDelivery, right: HookDelivery): number {
  return (
    right.delivery.deliveredAt - left.delivery.deliveredAt ||
    compareScopes(left.hook.scope, right.hook.scope) ||
    right.delivery.id - left.delivery.id
  );
}

/** The deliveries looked for, of all hooks, newest first, whatever order they come in. */
export function selectDeliveries(
  readings: readonly DeliveryReading[],
  filter: DeliveryFilter,
): readonly HookDelivery[] {
  return readings
    .flatMap((reading) =>
      reading.status === "read"
        ? reading.deliveries.map((delivery) => ({ hook: reading.hook, delivery }))
        : [],
    )
    .filter(({ delivery }) => matchesFilter(delivery, filter))
    .toSorted(newestFirst);
}

/** The attempts of each event: a GUID is an event of one hook, two hooks are two receivers. */
function attemptsIn(reading: DeliveryReading): readonly Group<Delivery>[] {
  if (reading.status === "unreadable") return [];
  return [...groupBy(reading.deliveries, ({ guid }) => guid.toLowerCase()).values()];
}

/** Whether only redeliveries of a wanted event were read: its first attempt may have arrived. */
export function lacksFirstAttempt(
  reading: DeliveryReading,
  filter: Omit<DeliveryFilter, "failed">,
): boolean {
  return attemptsIn(reading).some(
    (attempts) =>
      attempts.every(({ redelivery }) => redelivery) &&
      attempts.some((attempt) => matchesFilter(attempt, { ...filter, failed: true })),
  );
}

export interface PlanRedeliveriesOptions extends Omit<DeliveryFilter, "failed"> {
  /** Events that were tried this often are left alone. */
  readonly maxAttempts?: number | undefined;
}

function oldestFirst(left: Redelivery, right: Redelivery): number {
  return (
    left.firstAt - right.firstAt ||
    compareScopes(left.hook.scope, right.hook.scope) ||
    left.delivery.id - right.delivery.id
  );
}

/**
 * Decides which events are to be sent again: each one of which a delivery failed and none reached the
 * receiver, judged by all attempts that were read, not only by those looked for.
 */
export function planRedeliveries(
  readings: readonly DeliveryReading[],
  { maxAttempts = Number.POSITIVE_INFINITY, ...filter }: PlanRedeliveriesOptions = {},
): RedeliveryPlan {
  const wanted = { ...filter, failed: true };
  const redeliveries: Redelivery[] = [];
  const skipped: (Redelivery & { readonly reason: RedeliverySkip })[] = [];
  for (const reading of readings)
    for (const attempts of attemptsIn(reading)) {
      if (!attempts.some((attempt) => matchesFilter(attempt, wanted))) continue;
      const ordered = attempts.toSorted(compareDeliveries);
      // The latest one is kept longest by GitHub.
      const [first, latest] = [ordered[0], ordered.findLast(hasFailed)];
      if (first === undefined || latest === undefined) continue;
      const redelivery = {
        hook: reading.hook,
        delivery: latest,
        firstAt: first.deliveredAt,
        attempts: attempts.length,
      };
      // An attempt before the failed one counts as well: the receiver has the event.
      if (!attempts.every(hasFailed)) skipped.push({ ...redelivery, reason: "succeeded" });
      else if (attempts.length >= maxAttempts)
        skipped.push({ ...redelivery, reason: "too-many-attempts" });
      else redeliveries.push(redelivery);
    }
  return {
    redeliveries: redeliveries.toSorted(oldestFirst),
    skipped: skipped.toSorted(oldestFirst),
  };
}
