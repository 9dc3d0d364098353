import { compareDeliveries, type Delivery, type DeliveryDetail } from "../model/delivery.ts";
import { expectedFailure } from "../model/errors.ts";
import type { DeliveryReader, HookReader } from "../model/github-port.ts";
import type { LiveHook } from "../model/hook.ts";
import type { Verification, VerificationSubject } from "../model/verification.ts";
import {
  belongsTo,
  describedAt,
  explainFailure,
  type Judgment,
  noSecret,
  readDelivery,
  sentBefore,
  unverifiable,
  verificationOf,
  wasSentBefore,
} from "./finding.ts";
import { confirmVerdict, elsewhere, judgeDelivery } from "./judge-delivery.ts";

/** A delivery that was made around an update may have been signed with the secret of before. */
export const margin = 60_000;

/** How many deliveries are looked at where the latest leaves a doubt. */
const most = 5;

/**
 * Judges by deliveries that GitHub has made anyway, reading only: the latest one at least a minute
 * newer than the hook's last update, or where that one leaves a doubt, some before it. All times
 * are GitHub's. Redeliveries may carry the signature of before and say nothing.
 */
export async function verifyByPast(
  port: HookReader & DeliveryReader,
  subject: VerificationSubject,
): Promise<Verification> {
  const { scope, hookId } = subject;
  try {
    const live = subject.live ?? (await port.getHook(scope, hookId));
    const moved = elsewhere(subject, live);
    if (moved !== undefined) return verificationOf(subject, moved);
    if (live.updatedAt === 0) return verificationOf(subject, noTime);
    const since = live.updatedAt + margin;
    const listed = await port.listDeliveries(scope, hookId, { since, pages: 1 });
    return await judgeSome(port, subject, live, worthLooking(listed, since));
  } catch (error) {
    return verificationOf(subject, await explainFailure(error, port, subject));
  }
}

/** First attempts, the latest first: what was sent again may carry the signature of before. */
export function firstAttempts(listed: readonly Delivery[], since: number): readonly Delivery[] {
  return (
    listed
      .filter(({ redelivery, deliveredAt }) => !redelivery && deliveredAt >= since)
      .toSorted((left, right) => compareDeliveries(right, left))
      // A later one of the same event was sent again, whatever it says of itself.
      .filter(({ guid }, index, all) => all.findLastIndex((one) => one.guid === guid) === index)
  );
}

/** The latest ones, and the latest ping: no other payload is certain enough for a mismatch. */
function worthLooking(listed: readonly Delivery[], since: number): readonly Delivery[] {
  const usable = firstAttempts(listed, since);
  const latest = usable.slice(0, most);
  const ping = usable.find(({ event }) => event === "ping");
  return ping === undefined || latest.includes(ping) ? latest : [...latest, ping];
}

async function judgeSome(
  port: HookReader & DeliveryReader,
  subject: VerificationSubject,
  live: LiveHook,
  deliveries: readonly Delivery[],
): Promise<Verification> {
  const { secret } = subject;
  let doubt: Verification | undefined;
  for (const listed of deliveries) {
    const delivery = await readDelivery(port, subject, listed.id);
    if (delivery === undefined || delivery.redelivery) continue;
    const judgment = judgeDelivery(delivery, secret);
    if (judgment.verdict !== "unverifiable") {
      const found = await confirmVerdict(port, subject, live, { judgment, delivery });
      return verificationOf(subject, found, delivery);
    }
    doubt ??= verificationOf(subject, judgment, delivery);
  }
  if (!live.hasSecret) return verificationOf(subject, noSecret);
  return (
    doubt ??
    verificationOf(
      subject,
      deliveries.length === 0 ? noDelivery("at least 60 s newer than") : allGone,
    )
  );
}

/** @param since what follows "GitHub has no delivery" */
function noDelivery(since: string): Judgment {
  const reason = `GitHub has no delivery ${since} the hook's last update`;
  return { verdict: "no-delivery", rule: "no-delivery", reason };
}

export const noTime: Judgment = unverifiable(
  "no-updated-at",
  "GitHub does not show when the hook was last updated",
);

export const allGone: Judgment = unverifiable(
  "deliveries-gone",
  "its deliveries cannot be read any more",
);

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
    const usable = firstAttempts(listed, since);
    const telling = usable.find(({ event }) => event === "ping") ?? usable[0];
    if (telling === undefined) return verificationOf(subject, noDelivery("since"));
    const delivery = await readDelivery(port, subject, telling.id);
    if (delivery === undefined) return verificationOf(subject, allGone);
    return verificationOf(subject, judge(delivery, subject), delivery);
  } catch (error) {
    const { code, message } = expectedFailure(error);
    return verificationOf(subject, unverifiable(code, message));
  }
}

function judge(delivery: DeliveryDetail, { hookId, secret, live }: Subject): Judgment {
  if (delivery.redelivery || !belongsTo(delivery, hookId))
    return unverifiable("foreign-delivery", "GitHub answered with a delivery of something else");
  // A ping says itself that it was made after the update; others may have been on their way for long.
  const isSurelyLater =
    describedAt(delivery) >= live.updatedAt || delivery.deliveredAt >= live.updatedAt + margin;
  if (wasSentBefore(delivery, live.updatedAt) || !isSurelyLater) return sentBefore;
  return judgeDelivery(delivery, secret);
}
