import type { ConfigPatchAction } from "../model/plan.ts";
import type { ApplyContext } from "./apply-context.ts";
import { expectSame } from "./look-again.ts";
import { secretToSend } from "./resolve-secrets.ts";
import { rotationRecorded, verifyRotation } from "./rotation.ts";
import { patchConfig, updateWhole } from "./write-hook.ts";

/** Carries out a `config-patch`. Throws where GitHub did not do what was asked. */
export async function executeConfigPatch(
  action: ConfigPatchAction,
  context: ApplyContext,
): Promise<number> {
  const { live, scope, desired } = action;
  const config = await patchConfig(action, context);
  if (secretToSend(action) === undefined || rotationRecorded(desired, live)) return live.id;
  const after = await context.hooks.getHook(scope, live.id);
  // Where the secret is at another receiver by now, the time of an update is that of another one.
  expectSame(live.id, config, after, true);
  if (rotationRecorded(desired, after)) return live.id;
  // GitHub did not move `updated_at`, which is all that remembers a rotation: say it all again, unless
  // the hook is not what it was.
  const { events, active } = live;
  expectSame(live.id, { ...config, events, active }, after, true);
  verifyRotation(action, await updateWhole(action, context, after));
  return live.id;
}
