import type { HookConfigInput } from "../model/github-port.ts";
import type { ConfigPatchAction, UpdateAction } from "../model/plan.ts";
import type { Secret } from "../model/secret.ts";

/** The keys of `config` that change, and the secret where it travels. */
export function changedConfig(
  { desired, changes }: UpdateAction | ConfigPatchAction,
  secret: Secret | undefined,
): HookConfigInput {
  const changed = new Set(changes.map(({ field }) => field));
  return {
    ...(changed.has("url") ? { url: desired.url } : {}),
    ...(changed.has("content_type") ? { contentType: desired.contentType } : {}),
    ...(changed.has("insecure_ssl") ? { insecureSsl: desired.insecureSsl } : {}),
    ...(secret === undefined ? {} : { secret }),
  };
}
