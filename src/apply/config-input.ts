import type { FullHookConfigInput, HookConfigInput } from "../model/github-port.ts";
import type { DesiredHook } from "../model/hook.ts";
import type { ConfigPatchAction, UpdateAction } from "../model/plan.ts";
import type { Secret } from "../model/secret.ts";

/** Everything that a `config` must hold, since sending one replaces what was there. */
export function fullConfig(desired: DesiredHook, secret: Secret | undefined): FullHookConfigInput {
  const { url, contentType, insecureSsl } = desired;
  return { url, contentType, insecureSsl, ...(secret === undefined ? {} : { secret }) };
}

/** What `PATCH …/config` is sent: a secret with the whole config, or the changed keys and the URL. */
export function configInput(
  { desired, changes }: UpdateAction | ConfigPatchAction,
  secret: Secret | undefined,
): HookConfigInput {
  const { url, contentType, insecureSsl } = desired;
  if (secret !== undefined) return { url, contentType, insecureSsl, secret };
  const changed = new Set(changes.map(({ field }) => field));
  return {
    url,
    ...(changed.has("content_type") ? { contentType } : {}),
    ...(changed.has("insecure_ssl") ? { insecureSsl } : {}),
  };
}
