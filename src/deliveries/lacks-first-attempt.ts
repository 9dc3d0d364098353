import { groupBy } from "../model/group-by.ts";
import type { DeliveryReading } from "../model/watched-hook.ts";
import { type DeliveryFilter, matchesFilter } from "./select-deliveries.ts";

/**
 * Whether an event is looked for of which only redeliveries were read: its first attempt lies further
 * back, and may have reached the receiver.
 */
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
