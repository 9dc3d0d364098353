import type { Delivery } from "../../model/delivery.ts";
import type { DeliveryReader } from "../../model/github-port.ts";
import { parseFor } from "../errors/malformed-answer.ts";
import { ask, type HttpClient } from "../http/http-client.ts";
import { listPages } from "../http/list-pages.ts";
import { parseDelivery, parseDeliveryDetail } from "../parse/parse-delivery.ts";

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
        query: status === undefined ? {} : { status },
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
