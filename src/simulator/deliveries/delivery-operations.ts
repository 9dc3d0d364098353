import { type HookOperation, onHook } from "../access/find.ts";
import { renderHook } from "../hooks/render-hook.ts";
import { type Answer, ApiError, invalid, notFound } from "../http/api-error.ts";
import { linkHeader, requestedPageSize } from "../http/paginate.ts";
import type { ApiRequest } from "../http/request.ts";
import { apiPathOf, type HookRecord, type StoredDelivery } from "../store/store.ts";
import { arrivedDeliveries, renderFullDelivery, storedDeliveryJson } from "./render-delivery.ts";
import { sendAgain, sendDelivery, subscribes } from "./send-delivery.ts";

const visible = ({ now, switches }: ApiRequest, hook: HookRecord): readonly StoredDelivery[] =>
  arrivedDeliveries(hook, now, switches.deliveriesRetention);

/** An operation on a delivery that the path names. */
const onDelivery = (
  run: (request: ApiRequest, delivery: StoredDelivery) => Answer,
): HookOperation =>
  onHook((request, hook, wanted) => {
    const delivery = visible(request, hook).find(({ id }) => id === wanted);
    if (delivery === undefined) throw notFound();
    return run(request, delivery);
  });

export const getDelivery: HookOperation = onDelivery(({ switches }, delivery) => ({
  body: renderFullDelivery(delivery, switches),
}));

/** Redelivers: a new row with the same GUID, a little later. */
export const acceptRedelivery: HookOperation = onDelivery(({ store, switches, now }, delivery) => {
  sendAgain(store, delivery, now + switches.pingDelay);
  return { status: 202, body: {} };
});

/** `failure` are the answers 400 to 599. */
function hasStatus(delivery: StoredDelivery, status: string | null): boolean {
  if (status === null || status === "") return true;
  if (status !== "success" && status !== "failure")
    throw invalid([{ resource: "Hook", code: "invalid", field: "status" }]);
  const { statusCode } = delivery.answer();
  return status === "failure"
    ? statusCode >= 400 && statusCode <= 599
    : statusCode >= 200 && statusCode < 400;
}

/** A cursor is opaque to clients; it names the first delivery of its page. */
function startOf(deliveries: readonly StoredDelivery[], cursor: string | null): number {
  if (cursor === null || cursor === "") return 0;
  const id = /^v1_(\d+)$/.exec(cursor)?.[1];
  if (id === undefined) throw new ApiError(400, "Invalid cursor");
  const start = deliveries.findIndex((delivery) => delivery.id === Number(id));
  return start === -1 ? deliveries.length : start;
}

export const listDeliveries: HookOperation = onHook((request, hook) => {
  const { query } = request;
  const status = query.get("status");
  const deliveries = visible(request, hook).filter((delivery) => hasStatus(delivery, status));
  const size = requestedPageSize(query);
  const start = startOf(deliveries, query.get("cursor"));
  const path = `${apiPathOf(hook.scope)}/hooks/${hook.id}/deliveries`;
  const cursor = (index: number): string | undefined => {
    const first = deliveries[index];
    return first && `v1_${first.id}`;
  };
  const headers = linkHeader(request, path, "cursor", [
    ["next", cursor(start + size)],
    ["prev", start > 0 ? cursor(Math.max(0, start - size)) : undefined],
  ]);
  return { body: deliveries.slice(start, start + size).map(storedDeliveryJson), headers };
});

/** Sends a push of the last commit; a hook that does not subscribe to push gets nothing. */
export const testHook: HookOperation = onHook(({ store, switches, now, principal }, hook) => {
  const message = { at: now, delay: switches.pingDelay, sender: principal.login };
  if (subscribes(hook, "push")) sendDelivery(store, hook, { event: "push", ...message });
  return { status: 204 };
});

/** Sentences of GitHub's `GET /zen`, one of which is in every ping. */
const zen = [
  "Design for failure.",
  "Keep it logically awesome.",
  "Practicality beats purity.",
  "Speak like a human.",
  "It's not fully shipped until it's fast.",
] as const;

/** Sends a ping, which arrives a little later. */
export function sendPing({ store, switches, now, principal }: ApiRequest, hook: HookRecord): void {
  if (!hook.active && switches.pingInactive === "skip") return;
  // The hook as it is now, not when the delivery is read.
  const shown = renderHook(hook, { base: "https://api.github.com", now });
  sendDelivery(store, hook, {
    ...{ event: "ping", at: now, delay: switches.pingDelay, sender: principal.login },
    payload: { zen: zen[hook.id % zen.length], hook_id: hook.id, hook: shown },
  });
}

export const pingHook: HookOperation = onHook((request, hook) => {
  sendPing(request, hook);
  return { status: 204 };
});
