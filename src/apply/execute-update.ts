import { GitHubError } from "../model/errors.ts";
import type { DesiredHook, LiveHook } from "../model/hook.ts";
import type { ConfigPatchAction, UpdateAction } from "../model/plan.ts";
import { type ApplyContext, secretFor } from "./apply-context.ts";
import { changedConfig } from "./changed-config.ts";
import { findAgain } from "./find-again.ts";
import { fullConfig } from "./full-config.ts";
import { verifyRotation } from "./rotation.ts";
import { verifyAnswer, verifySecretKept, verifySecretStored } from "./verify-answer.ts";

/** One PATCH with events and active, and with the whole `config` and its secret. */
export async function updateWhole(
  action: UpdateAction | ConfigPatchAction,
  context: ApplyContext,
): Promise<LiveHook> {
  const { scope, live, desired } = action;
  const { events, active } = desired;
  const config = fullConfig(desired, secretFor(action, context.secrets));
  return context.hooks.updateHook(scope, live.id, { events, active, config });
}

/** One PATCH without `config`, after which everything in it has to be as it was. */
async function updateWithoutConfig(
  action: UpdateAction,
  { hooks }: ApplyContext,
  configNow: LiveHook | DesiredHook = action.live,
): Promise<void> {
  const { events, active } = action.desired;
  const answer = await hooks.updateHook(action.scope, action.live.id, { events, active });
  // Of everything that could have gone wrong, a lost secret is what has to be told first.
  if (action.secret === "keep") verifySecretKept(action, answer);
  verifyAnswer({ ...configNow, events, active }, answer);
}

/** Events first and alone, then `config` key by key, so that no request has to hold the secret. */
async function updateKeeping(action: UpdateAction, context: ApplyContext): Promise<void> {
  const { scope, live, desired } = action;
  const config = changedConfig(action, undefined);
  if (Object.keys(config).length === 0) return updateWithoutConfig(action, context);
  const patchConfig = async (): Promise<void> =>
    verifySecretKept(action, await context.hooks.updateHookConfig(scope, live.id, config));
  try {
    await updateWithoutConfig(action, context);
  } catch (error) {
    // Between the two requests the hook has its new events under its old URL, where another hook may
    // hold them. Nothing has happened then, and the other way round it may fit.
    const taken = error instanceof GitHubError && error.code === "hook-exists";
    if (!taken || config.url === undefined) throw error;
    await patchConfig();
    return updateWithoutConfig(action, context, desired);
  }
  await patchConfig();
}

async function removeSecret(action: UpdateAction, context: ApplyContext): Promise<void> {
  const { scope, live } = action;
  if ((await findAgain(context.hooks, scope, live, { untouched: true })) === undefined) {
    throw new GitHubError("hook-gone", `hook #${live.id} was deleted since the plan was made`, {
      status: 404,
      help: "Plan again: it will be created where it is still declared.",
    });
  }
  const answer = await updateWhole(action, context);
  if (answer.hasSecret) {
    throw new GitHubError(
      "secret-not-removed",
      `GitHub took the update of hook #${live.id} and still shows a secret`,
      { status: 200, help: "Remove the secret on GitHub's settings page, then plan again." },
    );
  }
  verifyAnswer(action.desired, answer);
}

/** Carries out an `update`. Throws where GitHub did not do what was asked. */
export async function executeUpdate(action: UpdateAction, context: ApplyContext): Promise<number> {
  const { live, desired, secret } = action;
  switch (secret) {
    case "keep":
      await updateKeeping(action, context);
      break;
    case "remove":
      await removeSecret(action, context);
      break;
    case "none":
      if (Object.keys(changedConfig(action, undefined)).length === 0)
        await updateWithoutConfig(action, context);
      else verifyAnswer(desired, await updateWhole(action, context));
      break;
    case "set":
    case "rotate":
    case "resupply": {
      const answer = await updateWhole(action, context);
      verifySecretStored(live.id, answer);
      verifyAnswer(desired, answer);
      verifyRotation(desired, answer);
      break;
    }
    default:
      return secret satisfies never;
  }
  return live.id;
}
