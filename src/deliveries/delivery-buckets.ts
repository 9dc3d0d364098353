import type { Delivery } from "../model/delivery.ts";
import type { DeliveryBucket } from "../model/fleet-health.ts";
import { receiverFailed } from "../model/receiver-answer.ts";

/** Cuts a stretch of time into equal parts and counts the deliveries of each. */
export function deliveryBuckets(
  deliveries: readonly Delivery[],
  {
    since,
    until,
    count,
  }: { readonly since: number; readonly until: number; readonly count: number },
): readonly DeliveryBucket[] {
  const width = Math.max(1, (until - since) / count);
  const buckets = Array.from({ length: count }, (_, index) => ({
    start: since + index * width,
    deliveries: 0,
    failures: 0,
  }));
  for (const delivery of deliveries) {
    // What comes exactly at the end, or late on a clock that is ahead, belongs to the last one.
    const index = Math.min(count - 1, Math.floor((delivery.deliveredAt - since) / width));
    const bucket = buckets[Math.max(0, index)];
    if (bucket === undefined) continue;
    bucket.deliveries += 1;
    if (receiverFailed(delivery)) bucket.failures += 1;
  }
  return buckets;
}
