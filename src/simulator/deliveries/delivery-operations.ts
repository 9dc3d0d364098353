import { findHook, type HookOperation } from "../access/find.ts";
import { hookPath, renderHook } from "../hooks/render-hook.ts";
import { ApiError, invalid, notFound } from "../http/api-error.ts";
import { linkBase, linkHeader, pageSize, withQuery } from "../http/paginate.ts";
import type { ApiRequest } from "../http/request.ts";
import type { Delivery, HookRecord, HookScope } from "../store/store.ts";
import { pushPayload } from "./payload.ts";
import { renderDelivery, renderFullDelivery, visibleDeliveries } from "./render-delivery.ts";
import { sendAgain, sendDelivery } from "./send-delivery.ts";

const visible = ({ now, switches }: ApiRequest, hook: HookRecord): readonly Delivery[] =>
  visibleDeliveries(hook, now, switches.deliveriesRetention);

function findDelivery(request: ApiRequest, hook: HookRecord, ids: readonly number[]): Delivery {
  const delivery = visible(request, hook).find(({ id }) => id === ids[1]);
  if (delivery === undefined) throw notFound();
  return delivery;
}

export const getDelivery: HookOperation = (request, scope, ids) => {
  const delivery = findDelivery(request, findHook(request, scope, ids), ids);
  return { status: 200, body: renderFullDelivery(delivery, request.switches) };
};

/** Redelivers: a new row with the same GUID, a little later. */
export const redeliver: HookOperation = (request, scope, ids) => {
  const hook = findHook(request, scope, ids);
  const delivery = findDelivery(request, hook, ids);
  const { store, switches, now } = request;
  sendAgain(store, switches, hook, delivery, now + switches.pingDelay);
  return { status: 202, body: {} };
};

/** `failure` are the answers 400 to 599. */
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
  if (id === undefined) throw new ApiError(400, "Invalid cursor");
  const start = deliveries.findIndex((delivery) => delivery.id === Number(id));
  return start === -1 ? deliveries.length : start;
}

export const listDeliveries: HookOperation = (request, scope, ids) => {
  const { query } = request;
  const base = linkBase(request);
  const hook = findHook(request, scope, ids);
  const status = query.get("status");
  const deliveries = visible(request, hook).filter((delivery) => hasStatus(delivery, status));
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
  const body = deliveries.slice(start, start + size).map(renderDelivery);
  return { status: 200, body, headers: linkHeader(links) };
};

/** Sends a push of the last commit; a hook that does not subscribe to push gets nothing. */
export const testHook: HookOperation = (request, scope, ids) => {
  const { store, switches, now, principal } = request;
  const hook = findHook(request, scope, ids);
  if (hook.events.includes("push") || hook.events.includes("*")) {
    sendDelivery(store, switches, scope, hook, {
      event: "push",
      action: null,
      at: now + switches.pingDelay,
      sender: principal.login,
      body: (context) => pushPayload(principal.login, now, context),
    });
  }
  return { status: 204 };
};

/** Sentences of GitHub's `GET /zen`, one of which is in every ping. */
const zen = [
  "Design for failure.",
  "Keep it logically awesome.",
  "Practicality beats purity.",
  "Speak like a human.",
  "It's not fully shipped until it's fast.",
] as const;

/** Sends a ping, which arrives a little later. */
export function sendPing(request: ApiRequest, scope: HookScope, hook: HookRecord): void {
  const { store, switches, now, principal } = request;
  if (!hook.active && switches.pingInactive === "skip") return;
  // The hook as it is now, not when the delivery is read.
  const shown = renderHook(scope, hook, { base: "https://api.github.com", now });
  const content = { zen: zen[hook.id % zen.length], hook_id: hook.id, hook: shown };
  sendDelivery(store, switches, scope, hook, {
    event: "ping",
    action: null,
    at: now + switches.pingDelay,
    sender: principal.login,
    body: (context) => ({ ...content, ...context }),
  });
}

export const pingHook: HookOperation = (request, scope, ids) => {
  sendPing(request, scope, findHook(request, scope, ids));
  return { status: 204 };
};
