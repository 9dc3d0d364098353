import type { DeliveryDetail } from "../model/delivery.ts";

/**
 * Whether a delivery names the hook and itself as they were asked for, in its headers and in its
 * payload, wherever either is there. Something between here and GitHub that answers with another
 * hook's delivery must not decide about this one. Only pings and `meta` name their hook in the
 * payload; in other events a `hook` is not ours to read.
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads#ping
 */
export function belongsTo({ guid, event, request }: DeliveryDetail, hookId: number): boolean {
  const { headers = {}, payload } = request;
  const inPayload =
    event === "ping" || event === "meta"
      ? [member(payload, "hook_id"), member(member(payload, "hook"), "id")]
      : [];
  const named = [headers["x-github-hook-id"], ...inPayload].filter((id) => id !== undefined);
  const delivered = headers["x-github-delivery"] ?? guid;
  return (
    named.every((id) => String(id) === String(hookId)) &&
    delivered.toLowerCase() === guid.toLowerCase() &&
    (headers["x-github-event"] ?? event) === event
  );
}

/** A member of a JSON value; undefined where there is none. */
export function member(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}
