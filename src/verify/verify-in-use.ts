import type { Delivery, DeliveryDetail } from "../model/delivery.ts";
import { HookfleetError } from "../model/errors.ts";
import type { DeliveryReader } from "../model/github-port.ts";
import type { LiveHook } from "../model/hook.ts";
import type { Verification, VerificationSubject } from "../model/verification.ts";
import {
  belongsTo,
  describedAt,
  type Finding,
  readDelivery,
  sentBefore,
  unverifiable,
  verificationOf,
  wasSentBefore,
} from "./finding.ts";
import { judgeDelivery } from "./judge-delivery.ts";
import { allGone, firstAttempts, margin, noTime } from "./verify-by-past.ts";

/** A hook as it was listed last, and the secret that may be the one in use. */
type Subject = Omit<VerificationSubject, "declaredUrl" | "live"> & { readonly live: LiveHook };

/**
 * Judges by what GitHub sent since the hook's last update whether a secret is the one in use, with two
 * reads at the most: a list and one delivery. The latest ping comes first, because no other payload is
 * certain enough for a `mismatch`, and a write that replaces a secret is about to rest on this. What
 * cannot be read is a verdict as well, never an error: a token need not be allowed to read deliveries.
 */
export async function verifyInUse(port: DeliveryReader, subject: Subject): Promise<Verification> {
  const { scope, hookId, live } = subject;
  try {
    if (live.updatedAt === 0) return verificationOf(subject, noTime);
    const since = live.updatedAt;
    const listed = await port.listDeliveries(scope, hookId, { since, pages: 1 });
    const telling = mostTelling(listed, since);
    if (telling === undefined) return verificationOf(subject, nothingSince);
    const delivery = await readDelivery(port, subject, telling.id);
    if (delivery === undefined) return verificationOf(subject, allGone);
    return verificationOf(subject, judge(delivery, subject), delivery);
  } catch (error) {
    if (!(error instanceof HookfleetError)) throw error;
    return verificationOf(subject, unverifiable(error.code, error.message));
  }
}

function mostTelling(listed: readonly Delivery[], since: number): Delivery | undefined {
  const usable = firstAttempts(listed, since);
  return usable.find(({ event }) => event === "ping") ?? usable[0];
}

function judge(delivery: DeliveryDetail, { hookId, secret, live }: Subject): Finding {
  if (delivery.redelivery || !belongsTo(delivery, hookId))
    return unverifiable("foreign-delivery", "GitHub answered with a delivery of something else");
  // A ping says itself that it was made after the update; others may have been on their way for long.
  const isSurelyLater =
    describedAt(delivery) >= live.updatedAt || delivery.deliveredAt >= live.updatedAt + margin;
  if (wasSentBefore(delivery, live.updatedAt) || !isSurelyLater) return sentBefore;
  return judgeDelivery(delivery, secret);
}

const nothingSince: Finding = {
  verdict: "no-delivery",
  rule: "no-delivery",
  reason: "GitHub has no delivery since the hook's last update",
};
