import { timestamp } from "../fields.ts";
import type { JsonObject } from "../http/api-error.ts";
import { type HookRecord, levelOf, type StoredDelivery } from "../store/store.ts";
import type { Switches } from "../switches.ts";
import { deliveryBody, sign, sortKeys } from "./payload.ts";

/**
 * The deliveries of a hook that have arrived, the newest first.
 *
 * @param retention - how long lists show a delivery, in milliseconds; default: without end
 */
export function arrivedDeliveries(
  { deliveries }: HookRecord,
  now: number,
  retention: number = Number.POSITIVE_INFINITY,
): readonly StoredDelivery[] {
  return deliveries
    .filter(({ at }) => at <= now && at > now - retention)
    .sort((left, right) => right.at - left.at || right.id - left.id);
}

/** A delivery in a list. The list has a `url` too, and it is empty. */
export function storedDeliveryJson(delivery: StoredDelivery): JsonObject {
  const { statusCode, status, duration } = delivery.answer();
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: timestamp(delivery.at),
    redelivery: delivery.redelivery,
    duration,
    status,
    status_code: statusCode,
    event: delivery.event,
    action: delivery.action,
    installation_id: null,
    repository_id: delivery.repositoryId,
    throttled_at: delivery.throttledAt,
    url: "",
  };
}

/** The headers that it was sent with: GitHub masks none of them, and the signatures are real. */
function requestHeaders(delivery: StoredDelivery): Record<string, string> {
  const json = delivery.contentType.includes("json");
  const headers: Record<string, string> = {
    Accept: "*/*",
    "Content-Type": json ? "application/json" : "application/x-www-form-urlencoded",
    "User-Agent": "GitHub-Hookshot/51d7d3e",
    "X-GitHub-Delivery": delivery.guid,
    "X-GitHub-Event": delivery.event,
    "X-GitHub-Hook-ID": String(delivery.hook.id),
    "X-GitHub-Hook-Installation-Target-ID": String(delivery.hook.scope.id),
    "X-GitHub-Hook-Installation-Target-Type": levelOf(delivery.hook.scope),
  };
  if (delivery.secret !== undefined && delivery.secret !== "") {
    const { sha1, sha256 } = sign(delivery.secret, deliveryBody(delivery));
    headers["X-Hub-Signature"] = `sha1=${sha1}`;
    headers["X-Hub-Signature-256"] = `sha256=${sha256}`;
  }
  return headers;
}

export function renderFullDelivery(delivery: StoredDelivery, switches: Switches): JsonObject {
  const { deliveryHeaderCase, deliveryPayload, payloadKeyOrder } = switches;
  const headersOf = (headers: Record<string, string>): Record<string, string> => {
    if (deliveryHeaderCase === "mixed") return headers;
    const entries = Object.entries(headers);
    return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value]));
  };
  const { status } = delivery.answer();
  const reached = status !== "failed to connect" && status !== "timed out";
  const payload: unknown = deliveryPayload === "null" ? null : JSON.parse(delivery.payload());
  return {
    ...storedDeliveryJson(delivery),
    url: delivery.url,
    request: {
      headers: headersOf(requestHeaders(delivery)),
      payload: payloadKeyOrder === "sorted" ? sortKeys(payload) : payload,
    },
    response: {
      headers: reached ? headersOf({ "Content-Type": "text/plain; charset=utf-8" }) : {},
      payload: reached ? "" : null,
    },
  };
}
