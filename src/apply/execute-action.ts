import { GitHubError } from "../model/errors.ts";
import type { Action, DeleteAction } from "../model/plan.ts";
import type { ApplyContext } from "./apply-context.ts";
import { type Execution, executeChange } from "./execute-change.ts";
import { executeCreate } from "./execute-create.ts";
import { isFresh, isListed, lookBefore } from "./look-again.ts";

/**
 * Deletes a hook after a look that it is still the one of the plan. GitHub answers 404 to a DELETE
 * both when the hook is gone and when the token may not delete, so the list decides.
 */
async function executeDelete(action: DeleteAction, context: ApplyContext): Promise<number> {
  const { scope, live } = action;
  const { hooks } = context;
  const look = lookBefore(action, context);
  /** How far an attempt has come: what a 404 says depends on it. */
  let step = "look" as "look" | "look at others" | "delete";
  try {
    await hooks.removeHook(scope, live.id, async (mayHaveHappened) => {
      const others = isFresh(scope, context) ? [] : context.waitingFor(action);
      step = "look";
      // An attempt whose answer was lost may have deleted it, whatever the others are by now.
      if (mayHaveHappened && others.length > 0) await look(mayHaveHappened);
      step = "look at others";
      // Without what it makes room for, its events would reach nobody.
      for (const change of others) await lookBefore(change, context)(false);
      // Last, so that nothing comes between the look at a hook and its delete.
      step = "look";
      await look(mayHaveHappened);
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

export async function executeAction(action: Action, context: ApplyContext): Promise<Execution> {
  switch (action.kind) {
    case "create":
      return executeCreate(action, context);
    case "delete":
      return executeDelete(action, context);
    case "update":
    case "config-patch":
      return executeChange(action, context);
    default:
      return action satisfies never;
  }
}
