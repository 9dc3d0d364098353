import { GitHubError } from "../model/errors.ts";
import type { LiveHook } from "../model/hook.ts";
import { configOf, outerOf } from "../model/hook-fields.ts";
import type { CreateAction } from "../model/plan.ts";
import { scopeKey } from "../model/scope.ts";
import type { ApplyContext } from "./apply-context.ts";
import { explainExisting } from "./explain-existing.ts";
import { judgeAnswer, verifyRotation } from "./judge-answer.ts";
import { secretFor } from "./resolve-secrets.ts";
import { fullConfig } from "./write-hook.ts";

const attempts = 3;

/** A hook that was not there before and is the one asked for, as far as can be compared. */
function isOurs(action: CreateAction, hook: LiveHook, known: ReadonlySet<number>): boolean {
  const { desired } = action;
  return (
    !known.has(hook.id) &&
    hook.name === "web" &&
    hook.url.reveal() === desired.url.reveal() &&
    hook.events.join() === desired.events.join() &&
    hook.contentType === desired.contentType
  );
}

async function findCreated(
  action: CreateAction,
  { hooks }: ApplyContext,
  known: ReadonlySet<number>,
): Promise<LiveHook | undefined> {
  return (await hooks.listHooks(action.scope)).find((hook) => isOurs(action, hook, known));
}

/** Re-supplies the secret of a hook whose creation was never confirmed: it may be without one. */
async function adopt(action: CreateAction, hook: LiveHook, context: ApplyContext) {
  const secret = secretFor(action, context.secrets);
  if (secret === undefined) return hook;
  const input = { ...configOf(action.desired), secret };
  return { ...hook, ...(await context.hooks.updateHookConfig(action.scope, hook.id, input)) };
}

/** Whether it was created, and with its secret, is unknown; the later error has to be fixed. */
function inDoubt(lost: GitHubError, error: unknown): unknown {
  if (!(error instanceof GitHubError)) return error;
  const advice = "The hook may have been created. Apply again: what is there will be taken over.";
  const message = `${lost.message}; then ${error.message}`;
  return error.with({
    message,
    help: `${advice} ${error.help ?? ""}`.trim(),
    mayHaveHappened: true,
  });
}

/** The hook of a create whose answer was lost; undefined where GitHub has not made it. */
async function takeOver(
  action: CreateAction,
  context: ApplyContext,
  { known, lost }: { readonly known: ReadonlySet<number>; readonly lost: GitHubError },
): Promise<LiveHook | undefined> {
  try {
    const found = await findCreated(action, context, known);
    if (found === undefined) return undefined;
    if (action.secret === "set" && !context.takeOneMore())
      throw new GitHubError(
        "secret-not-stored",
        `hook #${found.id} is there, and --max-writes left no write that would make sure of its secret`,
        { status: 200 },
      );
    return await adopt(action, found, context);
  } catch (error) {
    throw inDoubt(lost, error);
  }
}

/**
 * Creates a hook, exactly once. A request whose answer was lost is never just repeated: GitHub may
 * have done it, so the list is read again and what is found there is adopted.
 */
export async function executeCreate(action: CreateAction, context: ApplyContext): Promise<number> {
  const known = context.known.get(scopeKey(action.scope)) ?? new Set<number>();
  const secret = secretFor(action, context.secrets);
  const input = { config: fullConfig(action.desired, secret), ...outerOf(action.desired) };
  let hook: LiveHook | undefined;
  let accepted: GitHubError | undefined;
  for (let attempt = 1; hook === undefined; attempt += 1) {
    try {
      // What GitHub has accepted is looked for and never asked for again: its lists may be late.
      if (accepted !== undefined) throw accepted;
      hook = await context.hooks.createHook(action.scope, input);
    } catch (error) {
      if (!(error instanceof GitHubError)) throw error;
      if (error.wasAccepted) accepted = error;
      const lostBefore = attempt > 1 && error.code === "hook-exists";
      if (error.mayHaveHappened || lostBefore) {
        hook = await takeOver(action, context, { known, lost: error });
        if (hook !== undefined) break;
        if (lostBefore) throw await explainExisting(action, context, { error, wasLost: true });
        if (attempt >= attempts) throw error;
        // An outage of a few seconds should not fail what asking again later would have made.
        await context.pause(2 ** attempt * 500, context.signal);
        if (context.signal?.aborted === true) throw error;
      } else if (error.code === "hook-exists")
        throw await explainExisting(action, context, { error, wasLost: false });
      else throw error;
    }
  }
  known.add(hook.id);
  context.known.set(scopeKey(action.scope), known);
  const asked = { ...action.desired, hasSecret: secret !== undefined };
  judgeAnswer(hook.id, action, asked, hook);
  verifyRotation(action, hook);
  return hook.id;
}
