import { type HookOperation, hookOf } from "../hooks/hook-operation.ts";
import { notFound } from "../http/answer.ts";
import type { Exchange } from "../http/exchange.ts";
import type { Delivery, HookRecord } from "../world/world.ts";
import { renderDeliveryInFull } from "./render-delivery.ts";
import { sendAgain } from "./send-delivery.ts";
import { visibleDeliveries } from "./visible-deliveries.ts";

function deliveryOf(
  { now, switches }: Exchange,
  hook: HookRecord,
  ids: readonly number[],
): Delivery {
  const kept = visibleDeliveries(hook, now, switches.deliveriesRetention);
  const delivery = kept.find(({ id }) => id === ids[1]);
  if (delivery === undefined) throw notFound();
  return delivery;
}

export const getDelivery: HookOperation = (exchange, scope, ids) => {
  const delivery = deliveryOf(exchange, hookOf(exchange, scope, ids), ids);
  return { status: 200, body: renderDeliveryInFull(delivery, exchange.switches) };
};

/** Redelivers: a row of its own with the same GUID, a little later. */
export const redeliver: HookOperation = (exchange, scope, ids) => {
  const hook = hookOf(exchange, scope, ids);
  const delivery = deliveryOf(exchange, hook, ids);
  const { world, switches, now } = exchange;
  sendAgain(world, switches, hook, delivery, now + switches.pingDelay);
  return { status: 202, body: {} };
};
