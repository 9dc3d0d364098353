import type { DeliveryDetail } from "../model/delivery.ts";
import type { HookReader } from "../model/github-port.ts";
import type { LiveHook } from "../model/hook.ts";
import type { VerificationSubject } from "../model/verification.ts";
import { belongsTo, type Finding, sentBefore, unverifiable, wasSentBefore } from "./finding.ts";
import type { Judgement } from "./judge-delivery.ts";

/**
 * The verdict on a hook that does not send to the URL for which its secret is declared; undefined
 * where it does. A proof would say that the secret is right where another receiver has it.
 */
export function elsewhere(
  { declaredUrl }: Pick<VerificationSubject, "declaredUrl">,
  { url }: LiveHook,
): Finding | undefined {
  if (url.normalised() === declaredUrl.normalised()) return undefined;
  return unverifiable(
    "other-url",
    "the hook sends to another URL than the declared one, so that a proof would say nothing of its receiver; `hookfleet plan` shows it",
  );
}

/**
 * Reads the hook once more before a verdict is passed on: a signature from before a change says
 * nothing of what is there now.
 */
export async function confirmVerdict(
  port: Pick<HookReader, "getHook">,
  subject: Pick<VerificationSubject, "scope" | "hookId" | "declaredUrl">,
  before: LiveHook,
  { judgement, delivery }: { readonly judgement: Judgement; readonly delivery: DeliveryDetail },
): Promise<Finding> {
  const { scope, hookId } = subject;
  if (judgement.verdict === "unverifiable") return judgement;
  if (!belongsTo(delivery, hookId))
    return unverifiable("foreign-delivery", "GitHub answered with a delivery of something else");
  const now = await port.getHook(scope, hookId);
  const moved = elsewhere(subject, now);
  if (moved !== undefined) return moved;
  if (now.updatedAt !== before.updatedAt || now.hasSecret !== before.hasSecret)
    return unverifiable("hook-changed", "the hook was changed while it was looked at");
  if (wasSentBefore(delivery, now.updatedAt)) return sentBefore;
  if (judgement.verdict === "unsigned" && now.hasSecret)
    return {
      ...judgement,
      reason: "GitHub sent no signature, although the hook shows that it has a secret",
    };
  return judgement;
}
