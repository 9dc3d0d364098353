import { GitHubError } from "../model/errors.ts";
import {
  type Action,
  type ConfigPatchAction,
  changesConfig,
  type DeleteAction,
  type UpdateAction,
} from "../model/plan.ts";
import type { ApplyContext } from "./apply-context.ts";
import { RotationUnrecorded, rotationRecorded, verifyRotation } from "./check-answer.ts";
import { executeCreate } from "./execute-create.ts";
import { executeUpdate } from "./execute-update.ts";
import { explainExisting } from "./explain-existing.ts";
import { verifySecretKept } from "./judge-answer.ts";
import type { KeepFailure } from "./keep-gate.ts";
import { expectSame, isFresh, isListed, lookBefore, partOf } from "./look-again.ts";
import { secretToSend } from "./resolve-secrets.ts";
import { patchConfig, updateWhole } from "./write-hook.ts";

/**
 * Runs a write that must leave a secret alone. Where its answer was lost, the hook itself is asked
 * whether the mask is still there, because a loss that nobody notices would be repeated.
 */
export async function watchKeptSecret<T>(
  action: UpdateAction | ConfigPatchAction,
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
  if (!context.takeOneMore()) throw new RotationUnrecorded(live.id, action.secret, false);
  verifyRotation(action, await updateWhole(action, context, after));
  return live.id;
}

/**
 * Deletes a hook after a look that it is still the one of the plan. GitHub answers 404 to a DELETE
 * both when the hook is gone and when the token may not delete, so the list decides.
 */
export async function executeDelete(action: DeleteAction, context: ApplyContext): Promise<number> {
  const { scope, live } = action;
  const { hooks } = context;
  const look = lookBefore(action, context, { part: "hook" });
  /** How far an attempt has come: what a 404 says depends on it. */
  let step = "look" as "look" | "look at others" | "delete";
  try {
    await hooks.removeHook(scope, live.id, async (mayHaveHappened) => {
      step = "look";
      await look(mayHaveHappened);
      step = "look at others";
      // Without what it makes room for, its events would reach nobody.
      if (!isFresh(scope, context))
        for (const change of context.waitingFor(action))
          await lookBefore(change, context, { part: partOf(change) })(false);
      step = "delete";
    });
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    if (step === "look" && error.code === "hook-gone") return live.id;
    if (step !== "delete" || error.status !== 404) throw error;
    if (!(await isListed(hooks, scope, live.id))) return live.id;
    // Classic tokens can list and patch with write:repo_hook and yet not delete.
    // https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps
    const needed = scope.kind === "organization" ? "admin:org_hook" : "admin:repo_hook";
    throw new GitHubError(
      "delete-not-permitted",
      `GitHub answers 404 to the delete of hook #${live.id} and still lists it`,
      {
        status: 404,
        help: `The token may not delete: a classic one needs ${needed}, a fine-grained one or an App "Webhooks: write".`,
      },
    );
  }
  return live.id;
}

/**
 * How an attempt ended that GitHub did not refuse: with the id of its hook, or before it began
 * because a lost secret forbids it or the run was interrupted while it waited for its turn.
 */
export type Execution = number | "closed" | "interrupted";

function judge(error: unknown): KeepFailure {
  if (!(error instanceof GitHubError)) return "other";
  if (error.code === "secret-lost") return "lost";
  return error.code === "secret-unknown" ? "unknown" : "other";
}

/**
 * The kinds of request that an action sends to a hook whose secret it must leave alone. Repositories
 * and organizations are told apart, because GitHub's documentation warns in other words of each.
 */
function riskyKinds(action: UpdateAction | ConfigPatchAction): readonly string[] {
  const { kind: level } = action.scope;
  if (action.kind === "config-patch") return [`config ${level}`];
  return [`hook ${level}`, ...(changesConfig(action) ? [`config ${level}`] : [])];
}

async function executeKeeping(
  action: UpdateAction | ConfigPatchAction,
  context: ApplyContext,
  write: () => Promise<number>,
): Promise<Execution> {
  // What waits for the first of its kind has not begun, so that an interrupt leaves it out.
  const work = async (): Promise<number | "interrupted"> =>
    context.signal?.aborted === true ? "interrupted" : watchKeptSecret(action, context, write);
  return context.keepGate.pass(riskyKinds(action), work, judge);
}

/** Carries out a change of a hook, which GitHub may refuse because of one in its way. */
async function change(
  action: UpdateAction | ConfigPatchAction,
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

/** Carries out one action. Throws where GitHub did not do what was asked. */
export async function executeAction(action: Action, context: ApplyContext): Promise<Execution> {
  switch (action.kind) {
    case "create":
      return executeCreate(action, context);
    case "delete":
      return executeDelete(action, context);
    case "update":
    case "config-patch":
      return change(action, context);
    default:
      return action satisfies never;
  }
}
