import type { ConfigPatchAction } from "../model/plan.ts";
import { type ApplyContext, secretFor } from "./apply-context.ts";
import { configInput } from "./config-input.ts";
import { updateWhole } from "./execute-update.ts";
import { differences, judgeAnswer } from "./judge-answer.ts";
import { changedMeanwhile, expectUnchanged } from "./look-again.ts";
import { rotationRecorded, verifyRotation } from "./rotation.ts";

/** Carries out a `config-patch`. Throws where GitHub did not do what was asked. */
export async function executeConfigPatch(
  action: ConfigPatchAction,
  context: ApplyContext,
): Promise<number> {
  const { live, scope, desired } = action;
  const { hooks } = context;
  await expectUnchanged(action, context);
  const secret = secretFor(action, context.secrets);
  const answer = await hooks.updateHookConfig(scope, live.id, configInput(action, secret));
  judgeAnswer(live.id, action, answer);
  if (secret === undefined || rotationRecorded(desired, live)) return live.id;
  const after = await hooks.getHook(scope, live.id);
  if (rotationRecorded(desired, after)) return live.id;
  const changed = differences({ ...desired, hasSecret: true }, after);
  if (changed.length > 0)
    throw changedMeanwhile(live.id, `right after its secret, its ${changed.join(", ")}`, true);
  // GitHub did not move `updated_at`, which is all that remembers a rotation: say it all again.
  verifyRotation(desired, await updateWhole(action, context));
  return live.id;
}
