import type {
  Delivery,
  DeliveryReading,
  HookDelivery,
  Redelivery,
  RedeliveryPlan,
  RedeliverySkip,
} from "../model/delivery.ts";
import { groupBy } from "../model/group-by.ts";
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

/** Whether only redeliveries of a wanted event were read: its first attempt may have arrived. */
export function lacksFirstAttempt(
  reading: DeliveryReading,
  filter: Omit<DeliveryFilter, "failed">,
): boolean {
  if (reading.status === "unreadable") return false;
  const events = groupBy(reading.deliveries, ({ guid }) => guid.toLowerCase());
  return [...events.values()].some(
    (attempts) =>
      attempts.every(({ redelivery }) => redelivery) &&
      attempts.some((attempt) => matchesFilter(attempt, { ...filter, failed: true })),
  );
}

export interface PlanRedeliveriesOptions extends Omit<DeliveryFilter, "failed"> {
  /** Events that were tried this often are left alone. */
  readonly maxAttempts?: number | undefined;
}

interface Candidate {
  readonly redelivery: Redelivery;
  readonly skip: RedeliverySkip | undefined;
}

function oldestFirst(left: Candidate, right: Candidate): number {
  const { redelivery: one } = left;
  const { redelivery: other } = right;
  return (
    one.firstAt - other.firstAt ||
    compareScopes(one.hook.scope, other.hook.scope) ||
    one.delivery.id - other.delivery.id
  );
}

function judge(attempts: readonly Delivery[], maxAttempts: number): RedeliverySkip | undefined {
  // An attempt before the failed one counts as well: the receiver has the event.
  if (attempts.some((attempt) => !hasFailed(attempt))) return "succeeded";
  return attempts.length >= maxAttempts ? "too-many-attempts" : undefined;
}

/**
 * Decides which events are to be sent again: each one of which a delivery failed and none reached the
 * receiver, judged by all attempts that were read, not only by those looked for. A GUID is an event
 * of one hook: two hooks are two receivers.
 */
export function planRedeliveries(
  readings: readonly DeliveryReading[],
  { maxAttempts = Number.POSITIVE_INFINITY, ...filter }: PlanRedeliveriesOptions = {},
): RedeliveryPlan {
  const wanted = { ...filter, failed: true };
  const candidates = readings
    .flatMap((reading) => {
      if (reading.status === "unreadable") return [];
      const events = groupBy(reading.deliveries, ({ guid }) => guid.toLowerCase());
      return [...events.values()].flatMap((attempts): readonly Candidate[] => {
        if (!attempts.some((attempt) => matchesFilter(attempt, wanted))) return [];
        const ordered = attempts.toSorted(
          (left, right) => left.deliveredAt - right.deliveredAt || left.id - right.id,
        );
        // The latest one is kept longest by GitHub.
        const [first, latest] = [ordered[0], ordered.findLast(hasFailed)];
        if (first === undefined || latest === undefined) return [];
        const redelivery = {
          hook: reading.hook,
          delivery: latest,
          firstAt: first.deliveredAt,
          attempts: attempts.length,
        };
        return [{ redelivery, skip: judge(attempts, maxAttempts) }];
      });
    })
    .toSorted(oldestFirst);
  return {
    redeliveries: candidates.flatMap(({ redelivery, skip }) =>
      skip === undefined ? [redelivery] : [],
    ),
    skipped: candidates.flatMap(({ redelivery, skip }) =>
      skip === undefined ? [] : [{ ...redelivery, reason: skip }],
    ),
  };
}
