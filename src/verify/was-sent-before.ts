import type { DeliveryDetail } from "../model/delivery.ts";
import { member } from "./belongs-to.ts";
import { unverifiable } from "./verification-of.ts";

/**
 * Whether a delivery is from before the hook's last update. A ping describes the hook as it was when
 * the ping was made: one that was on its way for long may carry the signature of before, however
 * late it was delivered.
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads#ping
 */
export function wasSentBefore(
  { event, deliveredAt, request }: DeliveryDetail,
  updatedAt: number,
): boolean {
  // Both times are GitHub's; a hook's is in whole seconds.
  if (deliveredAt < updatedAt) return true;
  // Where it does not say, the comparison is with NaN, and false.
  return describedAt({ event, request }) < updatedAt;
}

/** When the hook was last updated by a ping's own account; NaN where it does not say. */
export function describedAt({ event, request }: Pick<DeliveryDetail, "event" | "request">): number {
  const described = event === "ping" ? member(member(request.payload, "hook"), "updated_at") : "";
  return typeof described === "string" ? Date.parse(described) : Number.NaN;
}

export const sentBefore: ReturnType<typeof unverifiable> = unverifiable(
  "older-than-update",
  "the delivery is from before the hook's last update",
);
