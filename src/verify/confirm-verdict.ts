import type { DeliveryDetail } from "../model/delivery.ts";
import type { HookReader } from "../model/github-port.ts";
import type { LiveHook } from "../model/hook.ts";
import type { VerificationSubject } from "../model/verification.ts";
import type { Judgement } from "./judge-delivery.ts";
import { type Finding, unverifiable } from "./verification-of.ts";

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
  const now = await port.getHook(scope, hookId);
  if (now.updatedAt !== before.updatedAt || now.hasSecret !== before.hasSecret)
    return unverifiable("hook-changed", "the hook was changed while it was looked at");
  // Both times are GitHub's; a hook's is in whole seconds.
  if (delivery.deliveredAt < now.updatedAt)
    return unverifiable("older-than-update", "the delivery is older than the hook's last update");
  if (judgement.verdict === "unsigned" && now.hasSecret)
    return {
      ...judgement,
      reason: "GitHub sent no signature, although the hook shows that it has a secret",
    };
  return judgement;
}
