import type { DeliveryDetail } from "../../model/delivery.ts";
import type { Secret } from "../../model/secret.ts";
import type { WatchedHook } from "../../model/watched-hook.ts";
import { type DeliveryDocument, deliveryDocument } from "./deliveries-document.ts";
import { type MaskedDelivery, maskDelivery } from "./mask-delivery.ts";

/** What `deliveries ID --format json` prints: the keys of the list, then both sides. */
export interface DeliveryDetailDocument {
  readonly delivery: DeliveryDocument & Pick<MaskedDelivery, "request" | "response">;
}

/** One delivery in full as data, everything in it masked that could be a credential. */
export function deliveryDetailDocument(
  detail: DeliveryDetail,
  hook: WatchedHook,
  secrets: readonly Secret[] = [],
): DeliveryDetailDocument {
  const { url, request, response } = maskDelivery(detail, hook, secrets);
  const listed = deliveryDocument({ hook, delivery: detail }, { showUrls: false });
  return { delivery: { ...listed, url, request, response } };
}
