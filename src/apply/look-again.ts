import { GitHubError } from "../model/errors.ts";
import type { BeforeWrite, HookReader } from "../model/github-port.ts";
import { type DeleteAction, looksFirst } from "../model/plan.ts";
import { type Scope, scopeKey } from "../model/scope.ts";
import type { ApplyContext, UpdatingAction } from "./apply-context.ts";
import { differences, type Visible } from "./judge-answer.ts";

/** For so many milliseconds what was read of a hook may be built on without another look. */
const freshFor = 10_000;

export function isFresh(scope: Scope, { readAt, now }: ApplyContext): boolean {
  const age = now() - (readAt.get(scopeKey(scope)) ?? Number.NEGATIVE_INFINITY);
  // A clock that was set back says nothing of an age.
  return age >= 0 && age <= freshFor;
}

interface Expected {
  /**
   * What an answer to this action has just shown it to be, so that a first attempt needs no look.
   * Without it the hook has to be that of the plan.
   */
  readonly known?: Visible | undefined;
  /** What the write makes of it: an attempt whose answer was lost may have done so. */
  readonly asked?: Visible;
  /** What is looked at: the part that changes, because the other need not be what it was. */
  readonly part?: "hook" | "config";
}

/**
 * The look before a write to an existing hook: always where the write could take away what was added
 * since the plan, otherwise where the plan rests on something old, and before each repeat.
 *
 * @returns what throws a GitHubError, so that nothing is sent: `changed-meanwhile` where it is another
 *   hook now, `hook-gone` where it is gone for certain
 */
export function lookBefore(
  action: UpdatingAction | DeleteAction,
  context: ApplyContext,
  { known, asked, part = action.kind === "config-patch" ? "config" : "hook" }: Expected = {},
): BeforeWrite {
  const { scope, live } = action;
  const mayRely = (): boolean =>
    known !== undefined || (!looksFirst(action) && isFresh(scope, context));
  let attempts = 0;
  return async (mayHaveHappened) => {
    attempts += 1;
    if (attempts === 1 && mayRely()) return;
    const current = await readAgain(context.hooks, scope, live.id, part);
    // A secret that is there by then is taken for the one that the attempt before has set.
    if (mayHaveHappened && asked !== undefined && differences(asked, current).length === 0) return;
    expectSame(live.id, known ?? live, current);
    // A secret that was exchanged looks the same, and only the time of the last update tells.
    // After the first of two parts it is this run that moved it.
    const isOurs = action.kind === "update" && action.part === "grow";
    const isTouched = "updatedAt" in current && current.updatedAt !== live.updatedAt;
    if (known === undefined && isTouched && !isOurs)
      throw changedMeanwhile(live.id, "it was updated, perhaps with another secret");
  };
}

async function readAgain(hooks: HookReader, scope: Scope, id: number, part: "hook" | "config") {
  try {
    return await (part === "config" ? hooks.getHookConfig(scope, id) : hooks.getHook(scope, id));
  } catch (error) {
    if (!(error instanceof GitHubError) || error.status !== 404) throw error;
    // A 404 may also mean that the token may not see the hook, so the list has to agree.
    if (await isListed(hooks, scope, id)) throw error;
    throw new GitHubError("hook-gone", `hook #${id} was deleted since the plan was made`, {
      status: 404,
      help: "Plan again: it will be created where it is still declared.",
    });
  }
}

/** @param isWritten whether this action has written to the hook before */
export function expectSame(id: number, known: Visible, current: Visible, isWritten = false): void {
  const changed = differences(known, current);
  if (changed.length > 0)
    throw changedMeanwhile(id, `it has other values of ${changed.join(", ")}`, isWritten);
}

function changedMeanwhile(id: number, what: string, mayHaveHappened = false): GitHubError {
  return new GitHubError(
    "changed-meanwhile",
    `hook #${id} was changed since the plan was made: ${what}`,
    { status: 200, mayHaveHappened, help: "Plan again, and look at what it is now." },
  );
}

export async function isListed(reader: HookReader, scope: Scope, id: number): Promise<boolean> {
  return (await reader.listHooks(scope)).some((hook) => hook.id === id);
}
