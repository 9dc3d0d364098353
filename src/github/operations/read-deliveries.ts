import type { Delivery } from "../../model/delivery.ts";
import type { DeliveryReader } from "../../model/github-port.ts";
import { type Scope, scopePath } from "../../model/scope.ts";
import { parseFor } from "../errors/malformed-answer.ts";
import type { HttpClient } from "../http/http-client.ts";
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
      const purpose = { kind: "list-deliveries", scope, hookId } as const;
      // A delivery that comes while pages are read moves the others down, and one could come twice.
      const deliveries = new Map<number, Delivery>();
      await listPages(client, deliveriesPath(scope, hookId), purpose, {
        cached: false,
        query: status === undefined ? {} : { status },
        isEnough: (page) => {
          const parsed = page.map((item) =>
            parseFor(purpose, item, (value) => safe(parseDelivery(value))),
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
    getDelivery: async (scope, hookId, deliveryId) => {
      const purpose = { kind: "read-delivery", scope, hookId, deliveryId } as const;
      const url = `${deliveriesPath(scope, hookId)}/${deliveryId}`;
      const answer = await client.send({ method: "GET", url, purpose });
      return parseFor(purpose, answer, () => safe(parseDeliveryDetail(answer, deliveryId)));
    },
  };
}

function deliveriesPath(scope: Scope, hookId: number): string {
  return `${scopePath(scope)}/hooks/${hookId}/deliveries`;
}
