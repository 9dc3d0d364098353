import type { BeforeWrite, FullHookConfigInput, HookConfigInput } from "../model/github-port.ts";
import type { DesiredHook, LiveConfig, LiveHook } from "../model/hook.ts";
import { changedConfig, configOf, fieldsOf, outerOf } from "../model/hook-fields.ts";
import type { Secret } from "../model/secret.ts";
import type { ApplyContext, UpdatingAction } from "./apply-context.ts";
import { judgeAnswer, type Visible } from "./judge-answer.ts";
import { lookBefore } from "./look-again.ts";
import { secretFor } from "./resolve-secrets.ts";

/** Everything that a `config` must hold, since sending one replaces what was there. */
export function fullConfig(desired: DesiredHook, secret: Secret | undefined): FullHookConfigInput {
  return { ...configOf(desired), secret };
}

/**
 * Sends a change of an existing hook: after its look, and with its answer judged. No such request
 * leaves from anywhere else.
 *
 * @param known what an earlier answer to the same action has just shown
 * @param becomes what the hook is to be after the request; the secret is there or not by its kind
 */
async function write<Answer extends LiveHook | LiveConfig>(
  action: UpdatingAction,
  context: ApplyContext,
  { becomes, ...of }: { known: Visible | undefined; becomes: Visible; part: "hook" | "config" },
  send: (look: BeforeWrite) => Promise<Answer>,
): Promise<Answer> {
  const asked = { ...becomes, hasSecret: action.secret !== "none" && action.secret !== "remove" };
  const answer = await send(lookBefore(action, context, { asked, ...of }));
  judgeAnswer(action.live.id, action, asked, answer);
  return answer;
}

/** One PATCH with events and active, and with the whole `config` and its secret. */
export async function updateWhole(
  action: UpdatingAction,
  context: ApplyContext,
  known?: Visible,
): Promise<LiveHook> {
  const { scope, live, desired } = action;
  const config = fullConfig(desired, secretFor(action, context.secrets));
  const input = { ...outerOf(desired), config };
  return write(action, context, { known, becomes: fieldsOf(desired), part: "hook" }, (look) =>
    context.hooks.updateHook(scope, live.id, input, look),
  );
}

/** One PATCH without `config`, after which everything in it has to be as it was. */
export async function updateWithoutConfig(
  action: UpdatingAction,
  context: ApplyContext,
  known?: Visible,
): Promise<LiveHook> {
  const { scope, live, desired } = action;
  const input = outerOf(desired);
  const becomes = { ...configOf(live), ...known, ...input };
  return write(action, context, { known, becomes, part: "hook" }, (look) =>
    context.hooks.updateHook(scope, live.id, input, look),
  );
}

/** One PATCH of `config` alone: with a secret the whole of it, otherwise what changes and the URL. */
export async function patchConfig(
  action: UpdatingAction,
  context: ApplyContext,
  known?: Visible,
): Promise<LiveConfig> {
  const { scope, live, desired } = action;
  const secret = secretFor(action, context.secrets);
  const input: HookConfigInput =
    secret === undefined
      ? { url: desired.url, ...changedConfig(desired, action.changes) }
      : fullConfig(desired, secret);
  return write(action, context, { known, becomes: configOf(desired), part: "config" }, (look) =>
    context.hooks.updateHookConfig(scope, live.id, input, look),
  );
}
