import { type HookOperation, hookOf } from "../access/find-scope.ts";
import { hookPath, renderHook } from "../hooks/render-hook.ts";
import { invalid, notFound, Refusal } from "../http/api-error.ts";
import { linkBase, pageSize, withQuery } from "../http/paginate.ts";
import type { Exchange } from "../http/request.ts";
import type { Delivery, HookRecord, HookScope } from "../store/store.ts";
import { pushPayload } from "./payload.ts";
import { renderDelivery, renderDeliveryInFull } from "./render-delivery.ts";
import { sendAgain, sendDelivery } from "./send-delivery.ts";
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

/** `failure` is what was answered with 400 to 599. */
function hasStatus(delivery: Delivery, status: string | null): boolean {
  if (status === null || status === "") return true;
  if (status !== "success" && status !== "failure")
    throw invalid([{ resource: "Hook", code: "invalid", field: "status" }]);
  const { statusCode } = delivery.answer();
  return status === "failure"
    ? statusCode >= 400 && statusCode <= 599
    : statusCode >= 200 && statusCode < 400;
}

/** A cursor is opaque to clients; it names the first delivery of its page. */
function startOf(deliveries: readonly Delivery[], cursor: string | null): number {
  if (cursor === null || cursor === "") return 0;
  const id = /^v1_(\d+)$/.exec(cursor)?.[1];
  if (id === undefined) throw new Refusal(400, "Invalid cursor");
  const start = deliveries.findIndex((delivery) => delivery.id === Number(id));
  return start === -1 ? deliveries.length : start;
}

export const listDeliveries: HookOperation = (exchange, scope, ids) => {
  const { query, now, switches } = exchange;
  const base = linkBase(exchange);
  const hook = hookOf(exchange, scope, ids);
  const deliveries = visibleDeliveries(hook, now, switches.deliveriesRetention).filter((delivery) =>
    hasStatus(delivery, query.get("status")),
  );
  const size = pageSize(query);
  const start = startOf(deliveries, query.get("cursor"));
  const links: string[] = [];
  const link = (first: Delivery | undefined, rel: string): void => {
    if (first === undefined) return;
    const page = withQuery(query, "cursor", `v1_${first.id}`);
    links.push(`<${base}${hookPath(scope, hook.id)}/deliveries?${page}>; rel="${rel}"`);
  };
  link(deliveries[start + size], "next");
  if (start > 0) link(deliveries[Math.max(0, start - size)], "prev");
  return {
    status: 200,
    body: deliveries.slice(start, start + size).map(renderDelivery),
    ...(links.length === 0 ? {} : { headers: { Link: links.join(", ") } }),
  };
};

/** Sends a push of the last commit; a hook that does not subscribe to push gets nothing. */
export const testHook: HookOperation = (exchange, scope, ids) => {
  const { world, switches, now, principal } = exchange;
  const hook = hookOf(exchange, scope, ids);
  if (hook.events.includes("push") || hook.events.includes("*")) {
    sendDelivery(world, switches, scope, hook, {
      event: "push",
      action: null,
      at: now + switches.pingDelay,
      sender: principal.login,
      body: (context) => pushPayload(principal.login, now, context),
    });
  }
  return { status: 204 };
};

/** Sentences of GitHub's `GET /zen`, one of which stands in every ping. */
const zen = [
  "Design for failure.",
  "Keep it logically awesome.",
  "Practicality beats purity.",
  "Speak like a human.",
  "It's not fully shipped until it's fast.",
] as const;

/** Sends a ping, which arrives a little later. */
export function sendPing(exchange: Exchange, scope: HookScope, hook: HookRecord): void {
  const { world, switches, now, principal } = exchange;
  if (!hook.active && switches.pingInactive === "skip") return;
  // What the hook looks like now, not when somebody reads the delivery.
  const shown = renderHook(scope, hook, { base: "https://api.github.com", now });
  sendDelivery(world, switches, scope, hook, {
    event: "ping",
    action: null,
    at: now + switches.pingDelay,
    sender: principal.login,
    body: (context) => ({
      zen: zen[hook.id % zen.length],
      hook_id: hook.id,
      hook: shown,
      ...context,
    }),
  });
}

export const pingHook: HookOperation = (exchange, scope, ids) => {
  sendPing(exchange, scope, hookOf(exchange, scope, ids));
  return { status: 204 };
};
