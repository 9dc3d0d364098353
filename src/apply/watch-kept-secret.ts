import { GitHubError } from "../model/errors.ts";
import type { ConfigPatchAction, UpdateAction } from "../model/plan.ts";
import type { ApplyContext } from "./apply-context.ts";
import { verifySecretKept } from "./judge-answer.ts";

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
