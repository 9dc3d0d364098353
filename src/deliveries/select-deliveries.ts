import type { Delivery } from "../model/delivery.ts";
import { hasFailed } from "../model/receiver-answer.ts";
import { compareScopes } from "../model/scope.ts";
import type { DeliveryReading, HookDelivery } from "../model/watched-hook.ts";

/** What is looked for. Whatever is left out takes everything. */
export interface DeliveryFilter {
  readonly failed?: boolean;
  /** Milliseconds since the epoch. */
  readonly since?: number | undefined;
  /** `push`, or with its action `issues.opened`. */
  readonly event?: string | undefined;
  readonly guid?: string | undefined;
}

/** Whether a delivery is looked for. */
export function matchesFilter(delivery: Delivery, filter: DeliveryFilter): boolean {
  const { event, action, guid, deliveredAt } = delivery;
  if (filter.failed === true && !hasFailed(delivery)) return false;
  if (filter.since !== undefined && deliveredAt < filter.since) return false;
  if (filter.guid !== undefined && guid.toLowerCase() !== filter.guid.toLowerCase()) return false;
  return filter.event === undefined || [event, `${event}.${action}`].includes(filter.event);
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
