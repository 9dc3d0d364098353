import type { Delivery, DeliveryDetail, DeliverySide } from "../../model/delivery.ts";
import type { Answer } from "../errors/answer.ts";
import {
  type JsonObject,
  malformedAnswer,
  readId,
  readJson,
  readObject,
  readString,
} from "../errors/malformed-answer.ts";
import { rawJsonAt } from "./raw-json-at.ts";

/** Reads a delivery as it stands in a list; what judges nothing may be missing. */
export function parseDelivery(value: unknown): Delivery {
  const delivery = readObject(value, "a delivery");
  const id = readId(delivery, "a delivery");
  const what = `delivery ${id}`;
  const { redelivery, duration, status, status_code, action, throttled_at } = delivery;
  const throttledAt = typeof throttled_at === "string" ? Date.parse(throttled_at) : Number.NaN;
  const deliveredAt = Date.parse(readString(delivery, "delivered_at", what));
  if (Number.isNaN(deliveredAt)) throw malformedAnswer(`${what} has no delivered_at`);
  return {
    id,
    guid: readString(delivery, "guid", what),
    deliveredAt,
    redelivery: redelivery === true,
    // GitHub tells seconds.
    durationMs: typeof duration === "number" ? Math.round(duration * 1_000) : undefined,
    throttledAt: Number.isNaN(throttledAt) ? undefined : throttledAt,
    status: typeof status === "string" ? status : "",
    statusCode: typeof status_code === "number" ? status_code : 0,
    event: readString(delivery, "event", what),
    action: typeof action === "string" ? action : undefined,
  };
}

/**
 * Reads a delivery in full. Headers and payloads are gone some days after it was made.
 *
 * @throws GitHubError `malformed-answer` where it is another one than the one that was asked for
 */
export function parseDeliveryDetail(answer: Answer, asked: number): DeliveryDetail {
  const value = readJson(answer);
  const delivery = parseDelivery(value);
  if (delivery.id !== asked)
    throw malformedAnswer(`it shows delivery ${delivery.id} in place of delivery ${asked}`);
  const { url, request, response } = readObject(value, "a delivery");
  const sent = readSide(request);
  return {
    ...delivery,
    url: typeof url === "string" ? url : "",
    request: {
      ...sent,
      payloadText:
        sent.payload === null ? undefined : rawJsonAt(answer.text, ["request", "payload"]),
    },
    response: readSide(response),
  };
}

function readSide(value: unknown): DeliverySide {
  const side: JsonObject = typeof value === "object" && value !== null ? { ...value } : {};
  const { headers, payload = null } = side;
  if (typeof headers !== "object" || headers === null) return { headers: undefined, payload };
  const texts = Object.entries(headers).flatMap(([name, text]) =>
    typeof text === "string" ? [[name.toLowerCase(), text] as const] : [],
  );
  return { headers: Object.fromEntries(texts), payload };
}
