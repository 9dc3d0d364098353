import { GitHubError } from "../model/errors.ts";
import type { DesiredHook, LiveHook } from "../model/hook.ts";
import { type ConfigPatchAction, changesConfig, type UpdateAction } from "../model/plan.ts";
import { type ApplyContext, secretFor } from "./apply-context.ts";
import { configInput, fullConfig } from "./config-input.ts";
import { judgeAnswer } from "./judge-answer.ts";
import { expectUnchanged } from "./look-again.ts";
import { verifyRotation } from "./rotation.ts";

/** One PATCH with events and active, and with the whole `config` and its secret. */
export async function updateWhole(
  action: UpdateAction | ConfigPatchAction,
  context: ApplyContext,
): Promise<LiveHook> {
  const { scope, live, desired } = action;
  const { events, active } = desired;
  const config = fullConfig(desired, secretFor(action, context.secrets));
  const answer = await context.hooks.updateHook(scope, live.id, { events, active, config });
  judgeAnswer(live.id, action, answer);
  return answer;
}

/** One PATCH without `config`, after which everything in it has to be as it was. */
async function updateWithoutConfig(
  action: UpdateAction,
  { hooks }: ApplyContext,
  configNow: LiveHook | DesiredHook = action.live,
): Promise<void> {
  const { scope, live, desired } = action;
  const { events, active } = desired;
  const answer = await hooks.updateHook(scope, live.id, { events, active });
  const { url, contentType, insecureSsl } = configNow;
  judgeAnswer(live.id, action, answer, { url, contentType, insecureSsl, events, active });
}

/** Events first and alone, then `config` key by key, so that no request has to hold the secret. */
async function updateKeeping(action: UpdateAction, context: ApplyContext): Promise<void> {
  const { scope, live, desired } = action;
  if (!changesConfig(action)) return updateWithoutConfig(action, context);
  const patchConfig = async (): Promise<void> => {
    const input = configInput(action, undefined);
    judgeAnswer(live.id, action, await context.hooks.updateHookConfig(scope, live.id, input));
  };
  try {
    await updateWithoutConfig(action, context);
  } catch (error) {
    // Between the two requests the hook has its new events under its old URL, where another hook may
    // hold them. Nothing has happened then, and the other way round it may fit.
    const taken = error instanceof GitHubError && error.code === "hook-exists";
    if (!taken || live.url.reveal() === desired.url.reveal()) throw error;
    await patchConfig();
    return updateWithoutConfig(action, context, desired);
  }
  await patchConfig();
}

/** Carries out an `update`. Throws where GitHub did not do what was asked. */
export async function executeUpdate(action: UpdateAction, context: ApplyContext): Promise<number> {
  const { live, desired, secret } = action;
  await expectUnchanged(action, context);
  switch (secret) {
    case "keep":
      await updateKeeping(action, context);
      break;
    case "none":
      if (changesConfig(action)) await updateWhole(action, context);
      else await updateWithoutConfig(action, context);
      break;
    case "remove":
      await updateWhole(action, context);
      break;
    case "set":
    case "rotate":
    case "resupply":
      verifyRotation(desired, await updateWhole(action, context));
      break;
    default:
      return secret satisfies never;
  }
  return live.id;
}
