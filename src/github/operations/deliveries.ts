import type { Delivery, DeliveryDetail, DeliverySide } from "../../model/delivery.ts";
import type { DeliveryReader } from "../../model/github-port.ts";
import { isNestedDeeply } from "../../model/json-object.ts";
import {
  malformedAnswer,
  parseFor,
  readId,
  readJson,
  readObject,
  readString,
} from "../errors/malformed-answer.ts";
import { ask, type HttpClient } from "../http/http-client.ts";
import { type HttpResponse, membersOf, textOf } from "../http/http-response.ts";
import { listPages } from "../http/list-pages.ts";

/** What GitHub has sent lately. Never kept between runs: a list of deliveries is soon another one. */
export function readDeliveries(client: HttpClient): DeliveryReader {
  /** GitHub may say in the status which host or URL it could not reach. */
  const safe = <Found extends Delivery>(found: Found): Found => ({
    ...found,
    guid: client.value(found.guid),
    status: client.words(found.status),
    event: client.value(found.event),
    action: found.action && client.value(found.action),
  });
  return {
    listDeliveries: async (scope, hookId, options = {}) => {
      const { status, since = Number.NEGATIVE_INFINITY, pages } = options;
      let read = 0;
      const operation = { kind: "list-deliveries", scope, hookId } as const;
      // A delivery that comes while pages are read moves the others down, and one could come twice.
      const deliveries = new Map<number, Delivery>();
      await listPages(client, operation, {
        cached: false,
        query: status && `&status=${status}`,
        isEnough: (page) => {
          const parsed = page.map((item) =>
            parseFor(operation, item, (value) => safe(parseDelivery(value))),
          );
          for (const delivery of parsed) deliveries.set(delivery.id, delivery);
          // GitHub lists the newest first.
          const oldest = parsed.at(-1);
          read += 1;
          return read === pages || (oldest !== undefined && oldest.deliveredAt < since);
        },
      });
      return [...deliveries.values()].filter(({ deliveredAt }) => deliveredAt >= since);
    },
    getDelivery: (scope, hookId, deliveryId) =>
      ask(
        client,
        { operation: { kind: "read-delivery", scope, hookId, deliveryId } },
        (_, answer) => safe(parseDeliveryDetail(answer, deliveryId)),
      ),
  };
}

/** Reads a delivery as it stands in a list; what judges nothing may be missing. */
function parseDelivery(value: unknown): Delivery {
  const delivery = readObject(value, "a delivery");
  const id = readId(delivery, "a delivery");
  const what = `delivery ${id}`;
  const { redelivery, duration, status, status_code, action, throttled_at } = delivery;
  const throttledAt = Date.parse(textOf(throttled_at));
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
    status: textOf(status),
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
function parseDeliveryDetail(answer: HttpResponse, asked: number): DeliveryDetail {
  const value = readJson(answer);
  if (isNestedDeeply(value)) throw malformedAnswer("it is nested too deeply");
  const delivery = parseDelivery(value);
  if (delivery.id !== asked)
    throw malformedAnswer(`it shows delivery ${delivery.id} in place of delivery ${asked}`);
  const { url, request, response } = readObject(value, "a delivery");
  const sent = readSide(request);
  return {
    ...delivery,
    url: textOf(url),
    request: {
      ...sent,
      payloadText:
        sent.payload === null ? undefined : rawJsonAt(answer.text, ["request", "payload"]),
    },
    response: readSide(response),
  };
}

function readSide(value: unknown): DeliverySide {
  const { headers, payload = null } = membersOf(value);
  if (typeof headers !== "object" || headers === null) return { headers: undefined, payload };
  const texts = Object.entries(headers).flatMap(([name, text]) =>
    typeof text === "string" ? [[name.toLowerCase(), text] as const] : [],
  );
  return { headers: Object.fromEntries(texts), payload };
}

/**
 * The text of one value inside a JSON document, byte for byte: numbers and escapes as they were
 * written, which a parser does not keep. The document must be valid JSON.
 *
 * @returns undefined where the path leads nowhere
 * @example rawJsonAt('{"a": {"b": 1.0 }}', ["a", "b"]) // "1.0"
 */
export function rawJsonAt(json: string, path: readonly string[]): string | undefined {
  /** The names that lead to where the walk is; undefined for a list, and before the first name. */
  const names: unknown[] = [];
  let text: unknown;
  let start: number | undefined;
  let found: string | undefined;
  for (let at = 0; at < json.length; at += 1) {
    const character = json[at];
    if (character === '"') {
      const end = endOfString(json, at);
      text = json.slice(at, end);
      at = end - 1;
    } else if (character === ":") {
      names.splice(-1, 1, JSON.parse(String(text)));
      // Of several members with one name the last one counts, as parsers take it.
      if (names.length <= path.length && names.every((name, index) => name === path[index])) {
        found = undefined;
        start = names.length === path.length ? at + 1 : undefined;
      }
    } else if (character === "{" || character === "[") names.push(undefined);
    else if (character === "}" || character === "]" || character === ",") {
      if (start !== undefined && names.length === path.length) {
        found = json.slice(start, at).trim();
        start = undefined;
      }
      if (character !== ",") names.pop();
    }
  }
  return found;
}

function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === "\\" ? 2 : 1;
  return at + 1;
}
