import type { FullHookConfigInput, HookConfigInput } from "../model/github-port.ts";
import type { DesiredHook, LiveConfig, LiveHook } from "../model/hook.ts";
import { changedConfig, configOf, fieldsOf, outerOf } from "../model/hook-fields.ts";
import type { Secret } from "../model/secret.ts";
import { type ApplyContext, type Change, secretFor } from "./apply-context.ts";
import { judgeAnswer, type Visible } from "./judge-answer.ts";
import { lookBefore } from "./look-again.ts";

/** Everything that a `config` must hold, since sending one replaces what was there. */
export function fullConfig(desired: DesiredHook, secret: Secret | undefined): FullHookConfigInput {
  return { ...configOf(desired), secret };
}

/*
 * The requests that change an existing hook: each after its look, each with its answer judged. None
 * leaves from anywhere else. `known` is what an earlier answer to the same action has just shown.
 */

/** What the hook is to be after a request of this action; the secret is there or not by its kind. */
function askedBy({ secret }: Change, visible: Visible): Visible {
  return { ...visible, hasSecret: secret !== "none" && secret !== "remove" };
}

/** One PATCH with events and active, and with the whole `config` and its secret. */
export async function updateWhole(
  action: Change,
  context: ApplyContext,
  known?: Visible,
): Promise<LiveHook> {
  const { scope, live, desired } = action;
  const asked = askedBy(action, fieldsOf(desired));
  const config = fullConfig(desired, secretFor(action, context.secrets));
  const look = lookBefore(action, context, { part: "hook", asked, known });
  const input = { ...outerOf(desired), config };
  const answer = await context.hooks.updateHook(scope, live.id, input, look);
  judgeAnswer(live.id, action, asked, answer);
  return answer;
}

/** One PATCH without `config`, after which everything in it has to be as it was. */
export async function updateWithoutConfig(
  action: Change,
  context: ApplyContext,
  known?: Visible,
): Promise<LiveHook> {
  const { scope, live, desired } = action;
  const outer = outerOf(desired);
  const asked = askedBy(action, { ...configOf(live), ...known, ...outer });
  const look = lookBefore(action, context, { part: "hook", asked, known });
  const answer = await context.hooks.updateHook(scope, live.id, outer, look);
  judgeAnswer(live.id, action, asked, answer);
  return answer;
}

/** One PATCH of `config` alone: with a secret the whole of it, otherwise what changes and the URL. */
export async function patchConfig(
  action: Change,
  context: ApplyContext,
  known?: Visible,
): Promise<LiveConfig> {
  const { scope, live, desired } = action;
  const asked = askedBy(action, configOf(desired));
  const look = lookBefore(action, context, { part: "config", asked, known });
  const secret = secretFor(action, context.secrets);
  const input: HookConfigInput =
    secret === undefined
      ? { url: desired.url, ...changedConfig(desired, action.changes) }
      : fullConfig(desired, secret);
  const answer = await context.hooks.updateHookConfig(scope, live.id, input, look);
  judgeAnswer(live.id, action, asked, answer);
  return answer;
}
