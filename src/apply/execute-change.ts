import { GitHubError } from "../model/errors.ts";
import type { LiveHook } from "../model/hook.ts";
import { outerOf } from "../model/hook-fields.ts";
import {
  type ConfigPatchAction,
  changesConfig,
  secretToSend,
  type UpdateAction,
} from "../model/plan.ts";
import { rotationUnrecorded } from "../plan/matching/diff-hook.ts";
import type { ApplyContext, UpdatingAction } from "./apply-context.ts";
import { explainExisting } from "./explain-existing.ts";
import { RotationUnrecorded, verifyRotation, verifySecretKept } from "./judge-answer.ts";
import { expectSame } from "./look-again.ts";
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

async function executeUpdate(action: UpdateAction, context: ApplyContext): Promise<number> {
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

async function executeConfigPatch(action: ConfigPatchAction, context: ApplyContext) {
  const { live, scope, desired } = action;
  const config = await patchConfig(action, context);
  if (secretToSend(action) === undefined || !rotationUnrecorded(desired, live)) return live.id;
  const after = await context.hooks.getHook(scope, live.id);
  // Where the secret is at another receiver by now, the time of an update is that of another one.
  expectSame(live.id, config, after, true);
  if (!rotationUnrecorded(desired, after)) return live.id;
  // GitHub did not move `updated_at`, which is all that remembers a rotation: say it all again, unless
  // the hook is not what it was.
  expectSame(live.id, { ...config, ...outerOf(live) }, after, true);
  if (!context.takeOneMore()) throw new RotationUnrecorded(live.id, action.secret, false);
  verifyRotation(action, await updateWhole(action, context, after));
  return live.id;
}

/**
 * Runs a write that must leave a secret alone. Where its answer was lost, the hook itself is asked
 * whether the mask is still there, because a loss that nobody notices would be repeated.
 */
async function watchKeptSecret<T>(
  action: UpdatingAction,
  { hooks }: ApplyContext,
  write: () => Promise<T>,
): Promise<T> {
  const { scope, live } = action;
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof GitHubError) || !error.mayHaveHappened) throw error;
    const after = await hooks.getHook(scope, live.id).catch(() => undefined);
    if (after === undefined) {
      throw new GitHubError(
        "secret-unknown",
        `the answer to the update of hook #${live.id} was lost, and the hook could not be read again to see whether it still has its secret`,
        {
          status: error.status,
          mayHaveHappened: true,
          help: "Look at the hook on GitHub, then plan again.",
        },
      );
    }
    verifySecretKept(live.id, action.desired, after);
    throw error;
  }
}

/**
 * How an attempt ended that GitHub did not refuse: with the id of its hook, or before it began
 * because a lost secret forbids it or the run was interrupted while it waited for its turn.
 */
export type Execution = number | "closed" | "interrupted";

/**
 * The kinds of request that an action sends to a hook whose secret it must leave alone. Repositories
 * and organizations are told apart, because GitHub's documentation warns in other words of each.
 */
function riskyKinds(action: UpdatingAction): readonly string[] {
  const { kind: level } = action.scope;
  if (action.kind === "config-patch") return [`config ${level}`];
  return [`hook ${level}`, ...(changesConfig(action) ? [`config ${level}`] : [])];
}

async function executeKeeping(
  action: UpdatingAction,
  context: ApplyContext,
  write: () => Promise<number>,
): Promise<Execution> {
  // What waits for the first of its kind has not begun, so that an interrupt leaves it out.
  const work = async (): Promise<number | "interrupted"> =>
    context.signal?.aborted === true ? "interrupted" : watchKeptSecret(action, context, write);
  return context.secretCanary.pass(riskyKinds(action), work);
}

/** Carries out a change of a hook, which GitHub may refuse because of one in its way. */
export async function executeChange(
  action: UpdatingAction,
  context: ApplyContext,
): Promise<Execution> {
  const write = (): Promise<number> =>
    action.kind === "update" ? executeUpdate(action, context) : executeConfigPatch(action, context);
  try {
    return await (action.secret === "keep" ? executeKeeping(action, context, write) : write());
  } catch (error) {
    if (!(error instanceof GitHubError) || error.code !== "hook-exists") throw error;
    throw await explainExisting(action, context, { error, wasLost: false }).catch(() => error);
  }
}
