import type { Delivery } from "../model/delivery.ts";
import type { Verdict, Verification, VerificationSubject } from "../model/verification.ts";

/** A verdict, and what decided. */
export interface Finding {
  readonly verdict: Verdict;
  readonly reason: string | undefined;
  readonly rule: string;
}

/** The hook that a verdict is about. */
export type HookOfVerdict = Omit<VerificationSubject, "declaredUrl" | "secret" | "live">;

/** Puts a verdict beside the hook that it is about and what its receiver answered. */
export function verificationOf(
  { scope, hookId, url, secretRef }: HookOfVerdict,
  { verdict, reason, rule }: Finding,
  delivery?: Delivery,
): Verification {
  const receiver = delivery && {
    statusCode: delivery.statusCode,
    status: delivery.status,
    durationMs: delivery.durationMs,
  };
  const deliveredAt = delivery?.deliveredAt;
  return { scope, hookId, url, secretRef, verdict, reason, rule, deliveredAt, receiver };
}

export function unverifiable(
  rule: string,
  reason: string,
): Finding & { readonly verdict: "unverifiable" } {
  return { verdict: "unverifiable", rule, reason };
}
