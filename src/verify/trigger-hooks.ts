import type { TriggerOutcome } from "../model/delivery.ts";
import { eachAtOnce } from "../model/each-at-once.ts";
import { expectedFailure } from "../model/errors.ts";
import type { DeclaredHook } from "../model/plan.ts";
import type { Scope } from "../model/scope.ts";

/** How one hook is probed, and which ones are left out. */
export interface TriggerAllOptions {
  readonly send: (hook: { readonly scope: Scope; readonly hookId: number }) => Promise<void>;
  /** Why a hook is left out; undefined = it is not. */
  readonly skip: (hook: DeclaredHook) => string | undefined;
  readonly signal?: AbortSignal;
  readonly onDone?: (done: number) => void;
}

/** The client sends no more than five of them at once. */
const atOnce = 10;

/** Makes GitHub send something to each hook, in the order given; no failure stops the others. */
export async function triggerAll(
  hooks: readonly DeclaredHook[],
  { send, skip, signal, onDone }: TriggerAllOptions,
): Promise<readonly TriggerOutcome[]> {
  const probe = async (hook: DeclaredHook): Promise<TriggerOutcome> => {
    const { scope, desired, live } = hook;
    const named = { scope, hookId: live?.id, url: live?.url ?? desired.url };
    if (live === undefined)
      return { ...named, status: "skipped", reason: "GitHub has no such hook" };
    const reason = skip(hook);
    if (reason !== undefined) return { ...named, status: "skipped", reason };
    if (signal?.aborted === true)
      return { ...named, status: "not_attempted", reason: "the run was interrupted" };
    try {
      await send({ scope, hookId: live.id });
      return { ...named, status: "sent" };
    } catch (error) {
      return { ...named, status: "failed", error: expectedFailure(error) };
    }
  };
  return await eachAtOnce(hooks, atOnce, probe, (_, done) => onDone?.(done));
}
