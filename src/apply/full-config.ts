import type { FullHookConfigInput } from "../model/github-port.ts";
import type { DesiredHook } from "../model/hook.ts";
import type { Secret } from "../model/secret.ts";

/** Everything a `config` must hold, since sending one replaces what was there. */
export function fullConfig(desired: DesiredHook, secret: Secret | undefined): FullHookConfigInput {
  const { url, contentType, insecureSsl } = desired;
  return { url, contentType, insecureSsl, ...(secret === undefined ? {} : { secret }) };
}
