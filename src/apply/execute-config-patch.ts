import type { ConfigPatchAction } from "../model/plan.ts";
import { type ApplyContext, secretFor } from "./apply-context.ts";
import { changedConfig } from "./changed-config.ts";
import { updateWhole } from "./execute-update.ts";
import { rotationRecorded, verifyRotation } from "./rotation.ts";
import { verifyAnswer, verifySecretKept, verifySecretStored } from "./verify-answer.ts";

/** Carries out a `config-patch`. Throws where GitHub did not do what was asked. */
export async function executeConfigPatch(
  action: ConfigPatchAction,
  context: ApplyContext,
): Promise<number> {
  const { live, scope, desired, secret } = action;
  const { hooks } = context;
  const input = changedConfig(action, secretFor(action, context.secrets));
  const answer = await hooks.updateHookConfig(scope, live.id, input);
  if (secret === "keep") verifySecretKept(action, answer);
  if (secret === "keep" || secret === "none") return live.id;
  verifySecretStored(live.id, answer);
  if (rotationRecorded(desired, live)) return live.id;
  if (rotationRecorded(desired, await hooks.getHook(scope, live.id))) return live.id;
  // GitHub did not move `updated_at`, which is all that remembers a rotation: say it all again.
  const again = await updateWhole(action, context);
  verifySecretStored(live.id, again);
  verifyAnswer(desired, again);
  verifyRotation(desired, again);
  return live.id;
}
