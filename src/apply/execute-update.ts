import { GitHubError } from "../model/errors.ts";
import type { LiveHook } from "../model/hook.ts";
import { changesConfig, type UpdateAction } from "../model/plan.ts";
import type { ApplyContext } from "./apply-context.ts";
import { verifyRotation } from "./check-answer.ts";
import { patchConfig, updateWhole, updateWithoutConfig } from "./write-hook.ts";

/** Events first and alone, then `config` key by key, so that no request has to hold the secret. */
async function updateKeeping(action: UpdateAction, context: ApplyContext): Promise<void> {
  const { live, desired } = action;
  let updated: LiveHook;
  try {
    updated = await updateWithoutConfig(action, context);
  } catch (error) {
    // Between the two requests the hook has its new events under its old URL, where another hook may
    // hold them. Nothing has happened then, and the other way round it may fit.
    const taken = error instanceof GitHubError && error.code === "hook-exists";
    if (!taken || live.url.reveal() === desired.url.reveal()) throw error;
    const config = await patchConfig(action, context);
    await updateWithoutConfig(action, context, { ...live, ...config });
    return;
  }
  if (changesConfig(action)) await patchConfig(action, context, updated);
}

/** Carries out an `update`. Throws where GitHub did not do what was asked. */
export async function executeUpdate(action: UpdateAction, context: ApplyContext): Promise<number> {
  const { live, secret } = action;
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
      verifyRotation(action, await updateWhole(action, context));
      break;
    default:
      return secret satisfies never;
  }
  return live.id;
}
