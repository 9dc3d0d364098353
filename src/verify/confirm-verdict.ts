import type { DeliveryDetail } from "../model/delivery.ts";
import type { HookReader } from "../model/github-port.ts";
import type { LiveHook } from "../model/hook.ts";
import type { VerificationSubject } from "../model/verification.ts";
import { belongsTo } from "./belongs-to.ts";
import type { Judgement } from "./judge-delivery.ts";
import { type Finding, unverifiable } from "./verification-of.ts";
import { sentBefore, wasSentBefore } from "./was-sent-before.ts";

/**
 * Reads the hook once more before a verdict is passed on: a signature from before a change says
 * nothing of what is there now.
 */
export async function confirmVerdict(
  port: Pick<HookReader, "getHook">,
  { scope, hookId }: Pick<VerificationSubject, "scope" | "hookId">,
  before: LiveHook,
  { judgement, delivery }: { readonly judgement: Judgement; readonly delivery: DeliveryDetail },
): Promise<Finding> {
  if (judgement.verdict === "unverifiable") return judgement;
  if (!belongsTo(delivery, hookId))
    return unverifiable("foreign-delivery", "GitHub answered with a delivery of something else");
  const now = await port.getHook(scope, hookId);
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
