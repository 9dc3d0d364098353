import { GitHubError } from "../model/errors.ts";
import type { HookReader } from "../model/github-port.ts";
import type { LiveConfig, LiveHook } from "../model/hook.ts";
import {
  type ConfigPatchAction,
  type DeleteAction,
  looksFirst,
  type UpdateAction,
} from "../model/plan.ts";
import { type Scope, scopeKey } from "../model/scope.ts";
import type { ApplyContext } from "./apply-context.ts";
import { differences } from "./judge-answer.ts";

type Existing = UpdateAction | ConfigPatchAction | DeleteAction;

/** For so many milliseconds what was read of a hook may be built on without another look. */
const freshFor = 10_000;

function isFresh(scope: Scope, { readAt, now }: ApplyContext): boolean {
  const age = now() - (readAt.get(scopeKey(scope)) ?? Number.NEGATIVE_INFINITY);
  // A clock that was set back says nothing of an age.
  return age >= 0 && age <= freshFor;
}

/**
 * Looks, right before a write to an existing hook, whether it is still the one that the plan was made
 * from: always where the write could take away what was added since, otherwise where the plan rests
 * on something old.
 *
 * @returns false where the hook is gone for certain: a 404 may also mean that the token may not see
 *   it, so the list has to agree
 * @throws GitHubError `changed-meanwhile` where it is another hook now
 */
export async function isStillThere(action: Existing, context: ApplyContext): Promise<boolean> {
  const { scope, live } = action;
  if (!looksFirst(action) && isFresh(scope, context)) return true;
  const { hooks } = context;
  // A config-patch changes nothing but config, and only what it changes has to be what it was.
  const read = action.kind === "config-patch" ? hooks.getHookConfig : hooks.getHook;
  let current: LiveHook | LiveConfig;
  try {
    current = await read(scope, live.id);
  } catch (error) {
    if (!(error instanceof GitHubError) || error.status !== 404) throw error;
    if (!(await isListed(hooks, scope, live.id))) return false;
    throw error;
  }
  const changed = differences(live, current);
  // A secret that was exchanged looks the same, and only the time of the last update tells.
  const isTouched = "updatedAt" in current && current.updatedAt !== live.updatedAt;
  if (changed.length === 0 && !isTouched) return true;
  const what =
    changed.length > 0
      ? `another ${changed.join(", ")}`
      : "a later updated_at: perhaps another secret, which GitHub does not show";
  throw changedMeanwhile(live.id, `it has ${what}`);
}

/** The same, for a write that has no sense without its hook. */
export async function expectUnchanged(
  action: UpdateAction | ConfigPatchAction,
  context: ApplyContext,
): Promise<void> {
  if (await isStillThere(action, context)) return;
  throw new GitHubError(
    "hook-gone",
    `hook #${action.live.id} was deleted since the plan was made`,
    {
      status: 404,
      help: "Plan again: it will be created where it is still declared.",
    },
  );
}

export function changedMeanwhile(id: number, what: string, mayHaveHappened = false): GitHubError {
  return new GitHubError(
    "changed-meanwhile",
    `hook #${id} was changed since the plan was made: ${what}`,
    { status: 200, mayHaveHappened, help: "Plan again, and look at what it is now." },
  );
}

/** True where the scope's list still has the hook. */
export async function isListed(reader: HookReader, scope: Scope, id: number): Promise<boolean> {
  return (await reader.listHooks(scope)).some((hook) => hook.id === id);
}
