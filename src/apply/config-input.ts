import type { FullHookConfigInput, HookConfigInput } from "../model/github-port.ts";
import type { DesiredHook } from "../model/hook.ts";
import { changedConfig, configOf } from "../model/hook-fields.ts";
import type { ConfigPatchAction, UpdateAction } from "../model/plan.ts";
import type { Secret } from "../model/secret.ts";

/** Everything that a `config` must hold, since sending one replaces what was there. */
export function fullConfig(desired: DesiredHook, secret: Secret | undefined): FullHookConfigInput {
  return { ...configOf(desired), secret };
}

/** What `PATCH …/config` is sent: a secret with the whole config, or the changed keys and the URL. */
export function configInput(
  { desired, changes }: UpdateAction | ConfigPatchAction,
  secret: Secret | undefined,
): HookConfigInput {
  if (secret !== undefined) return { ...configOf(desired), secret };
  return { url: desired.url, ...changedConfig(desired, changes) };
}
