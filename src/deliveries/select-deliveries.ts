import type { Delivery, DeliveryReading, HookDelivery } from "../model/delivery.ts";
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

/** Whether a delivery is looked for. */
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
