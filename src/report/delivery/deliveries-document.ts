import { scopeName } from "../../model/scope.ts";
import type { HookDelivery } from "../../model/watched-hook.ts";
import { showTime } from "../text/show-time.ts";

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
}

export interface DeliveriesDocument {
  readonly deliveries: readonly DeliveryDocument[];
}

/** One delivery as data, its URL masked as everywhere. */
export function deliveryDocument(
  { hook, delivery }: HookDelivery,
  { showUrls }: { readonly showUrls: boolean },
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
  };
}

/** What `deliveries --format json` prints. */
export function deliveriesDocument(
  items: readonly HookDelivery[],
  options: { readonly showUrls: boolean },
): DeliveriesDocument {
  return { deliveries: items.map((item) => deliveryDocument(item, options)) };
}
