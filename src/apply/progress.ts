import { refusesCredential } from "../model/errors.ts";
import type { HookUrl } from "../model/hook-url.ts";
import type { ActionOutcome } from "../model/outcome.ts";
import type { Action } from "../model/plan.ts";
import { hookKey } from "../model/scope.ts";

/** Why a hook is not deleted that no other one takes over from. */
export const noSuccessor =
  "a hook with its URL was to be created or updated in this run, and was not";

/**
 * Notes what went wrong so far, as far as later actions depend on it.
 *
 * @param unread URLs that are declared where it could not be seen whether they stand
 */
export function createProgress(unread: readonly HookUrl[]) {
  let isRefused = false;
  /** Hooks that should have made room and did not. */
  const stuck = new Set<string>();
  /** URLs that should have been created or updated somewhere in the run and were not. */
  const undelivered = new Set<string>();
  const unseen = new Set(unread.map((url) => url.normalized()));
  const unset = unread.find((url) => url.isUnset());
  return {
    note: (outcome: ActionOutcome): void => {
      const { status, action } = outcome;
      if (status === "applied") return;
      isRefused ||= status === "failed" && refusesCredential(outcome.error.code);
      if (action.live !== undefined) stuck.add(hookKey(action.scope, action.live.id));
      if (action.desired !== undefined) undelivered.add(action.desired.url.normalized());
    },
    /** Why an action must not be attempted; undefined where nothing speaks against it. */
    whyNot: (action: Action): string | undefined => {
      if (action.blocked !== null) return `it is blocked: ${action.blocked}`;
      // GitHub locks out clients that go on with a token that it does not know:
      // https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api#failed-login-limit
      if (isRefused) return "GitHub refuses the credentials since an earlier action of this run";
      const blocker = action.needs.find((id) => stuck.has(hookKey(action.scope, id)));
      if (blocker !== undefined)
        return blocker === action.live?.id
          ? "its first part was not done"
          : `hook #${blocker}, which had to make room, is still there`;
      if (action.kind !== "delete" || action.early === "duplicate-in-the-way") return undefined;
      // A hook is deleted only once whatever is to take over its deliveries stands. A duplicate is
      // the exception: what is to take over is the very hook that waits for it to go.
      const hooks = [action.live, action.successor].filter((hook) => hook !== undefined);
      const urls = hooks.map(({ url }) => url.normalized());
      if (urls.some((url) => undelivered.has(url))) return noSuccessor;
      if (urls.some((url) => unseen.has(url)))
        return "its URL is declared in a scope that could not be read";
      return unset !== undefined && action.reason === "unmanaged"
        ? `its URL may be ${unset.show()}, which is declared in a scope that could not be read`
        : undefined;
    },
  };
}
