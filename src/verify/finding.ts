import type { Delivery, DeliveryDetail } from "../model/delivery.ts";
import { expectedFailure, GitHubError } from "../model/errors.ts";
import type { DeliveryReader, HookReader } from "../model/github-port.ts";
import type { Verification, VerificationSubject } from "../model/verification.ts";

export type Judgment = Pick<Verification, "verdict" | "reason" | "rule">;

export type HookOfVerdict = Omit<VerificationSubject, "declaredUrl" | "secret" | "live">;

/** Puts a verdict beside the hook that it is about and what its receiver answered. */
export function verificationOf(
  { scope, hookId, url, secretRef }: HookOfVerdict,
  { verdict, reason, rule }: Judgment,
  delivery?: Delivery,
): Verification {
  const receiver = delivery && {
    statusCode: delivery.statusCode,
    status: delivery.status,
    durationMs: delivery.durationMs,
    throttledAt: delivery.throttledAt,
  };
  const deliveredAt = delivery?.deliveredAt;
  return { scope, hookId, url, secretRef, verdict, reason, rule, deliveredAt, receiver };
}

export type Unverifiable = Judgment & { readonly verdict: "unverifiable" };

export function unverifiable(rule: string, reason: string): Unverifiable {
  return { verdict: "unverifiable", rule, reason };
}

export const noSecret: Judgment = {
  verdict: "unsigned",
  rule: "no-secret",
  reason: "GitHub shows that the hook has no secret",
};

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
      ? [memberOf(payload, "hook_id"), memberOf(memberOf(payload, "hook"), "id")]
      : [];
  const named = [headers["x-github-hook-id"], ...inPayload].filter((id) => id !== undefined);
  const delivered = headers["x-github-delivery"] ?? guid;
  return (
    named.every((id) => String(id) === String(hookId)) &&
    delivered.toLowerCase() === guid.toLowerCase() &&
    (headers["x-github-event"] ?? event) === event
  );
}

export function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

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
  const described =
    event === "ping" ? memberOf(memberOf(request.payload, "hook"), "updated_at") : "";
  return typeof described === "string" ? Date.parse(described) : Number.NaN;
}

export const sentBefore: Unverifiable = unverifiable(
  "older-than-update",
  "the delivery is from before the hook's last update",
);

/** One delivery in full; undefined where it has grown too old since it was listed, or is not there yet. */
export async function readDelivery(
  port: DeliveryReader,
  { scope, hookId }: Pick<VerificationSubject, "scope" | "hookId">,
  deliveryId: number,
): Promise<DeliveryDetail | undefined> {
  try {
    return await port.getDelivery(scope, hookId, deliveryId);
  } catch (error) {
    if (error instanceof GitHubError && error.status === 404) return undefined;
    throw error;
  }
}

/**
 * Why a hook cannot be judged where GitHub refused something. GitHub answers 404 both for a hook
 * that is gone and for what a token may not do, so the hook itself is asked for.
 *
 * @throws whatever is no refusal of GitHub's but a bug
 */
export async function explainFailure(
  error: unknown,
  port: Pick<HookReader, "getHook">,
  { scope, hookId }: Pick<VerificationSubject, "scope" | "hookId">,
): Promise<Judgment> {
  const { code, message, help } = expectedFailure(error);
  const words = help === undefined ? message : `${message}. ${help}`;
  if (!(error instanceof GitHubError) || error.status !== 404) return unverifiable(code, words);
  try {
    await port.getHook(scope, hookId);
  } catch (second) {
    if (second instanceof GitHubError && second.status === 404)
      return unverifiable("hook-gone", "the hook is gone: it was deleted meanwhile");
    const failure = expectedFailure(second);
    return unverifiable(failure.code, failure.message);
  }
  return unverifiable("missing-permission", `the hook is there, but ${words}`);
}
