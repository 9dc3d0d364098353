import { GitHubError } from "../model/errors.ts";
import {
  type Action,
  type ConfigPatchAction,
  changesConfig,
  type UpdateAction,
} from "../model/plan.ts";
import type { ApplyContext } from "./apply-context.ts";
import { executeConfigPatch } from "./execute-config-patch.ts";
import { executeCreate } from "./execute-create.ts";
import { executeDelete } from "./execute-delete.ts";
import { executeUpdate } from "./execute-update.ts";
import { explainExisting } from "./explain-existing.ts";
import type { KeepFailure } from "./keep-gate.ts";
import { watchKeptSecret } from "./watch-kept-secret.ts";

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
