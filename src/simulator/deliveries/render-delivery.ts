import { timestamp } from "../hooks/render-hook.ts";
import type { Delivery } from "../store/store.ts";
import type { Switches } from "../switches.ts";
import { deliveryBody, sign, sortKeys } from "./payload.ts";

/** A delivery as it stands in a list. The list has a `url` too, and it is empty. */
export function renderDelivery(delivery: Delivery): Readonly<Record<string, unknown>> {
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
    throttled_at: delivery.throttledAt === undefined ? null : timestamp(delivery.throttledAt),
    url: "",
  };
}

/** The headers that it was sent with: nothing of them is masked, and the signatures are real. */
function requestHeaders(delivery: Delivery): Record<string, string> {
  const json = delivery.contentType.includes("json");
  const headers: Record<string, string> = {
    Accept: "*/*",
    "Content-Type": json ? "application/json" : "application/x-www-form-urlencoded",
    "User-Agent": "GitHub-Hookshot/51d7d3e",
    "X-GitHub-Delivery": delivery.guid,
    "X-GitHub-Event": delivery.event,
    "X-GitHub-Hook-ID": String(delivery.hookId),
    "X-GitHub-Hook-Installation-Target-ID": String(delivery.target.id),
    "X-GitHub-Hook-Installation-Target-Type": delivery.target.kind,
  };
  if (delivery.secret !== undefined && delivery.secret !== "") {
    const { sha1, sha256 } = sign(delivery.secret, deliveryBody(delivery));
    headers["X-Hub-Signature"] = `sha1=${sha1}`;
    headers["X-Hub-Signature-256"] = `sha256=${sha256}`;
  }
  return headers;
}

const lowerCased = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** One delivery in full. */
export function renderDeliveryInFull(
  delivery: Delivery,
  switches: Switches,
): Readonly<Record<string, unknown>> {
  const named = (headers: Readonly<Record<string, string>>): Record<string, string> =>
    switches.deliveryHeaderCase === "lower" ? lowerCased(headers) : { ...headers };
  const reached = !/^(?:failed to connect|timed out)$/.test(delivery.answer().status);
  const payload: unknown =
    switches.deliveryPayload === "null" ? null : JSON.parse(delivery.payload());
  return {
    ...renderDelivery(delivery),
    url: delivery.url,
    request: {
      headers: named(requestHeaders(delivery)),
      payload: switches.payloadKeyOrder === "sorted" ? sortKeys(payload) : payload,
    },
    response: {
      headers: reached ? named({ "Content-Type": "text/plain; charset=utf-8" }) : {},
      payload: reached ? "" : null,
    },
  };
}
