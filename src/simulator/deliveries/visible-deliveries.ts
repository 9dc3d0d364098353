import type { Delivery, HookRecord } from "../store/store.ts";

const newestFirst = (deliveries: readonly Delivery[]): readonly Delivery[] =>
  [...deliveries].sort((left, right) => right.at - left.at || right.id - left.id);

/** The latest delivery that has arrived, kept or not. */
export function latestDelivery(hook: HookRecord, now: number): Delivery | undefined {
  return newestFirst(hook.deliveries.filter(({ at }) => at <= now))[0];
}

/** The deliveries that a list shows: newest first, those of the last days only. */
export function visibleDeliveries(
  hook: HookRecord,
  now: number,
  retention: number,
): readonly Delivery[] {
  return newestFirst(hook.deliveries.filter(({ at }) => at <= now && at > now - retention));
}
