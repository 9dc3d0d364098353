import { hookSettingsUrl } from "../../model/hook-link.ts";
import { type HookUrl, receiverName } from "../../model/hook-url.ts";
import { type Scope, scopeName } from "../../model/scope.ts";
import { sanitize } from "../../redact/sanitize.ts";
import type { Palette, TextOptions } from "./palette.ts";

export function showScope(scope: Scope, palette: Palette): string {
  return palette.scope(sanitize(scopeName(scope)));
}

/** `#7` as it stands behind a URL, with a link to its settings where the terminal has links. */
export function showHookId(
  scope: Scope | string,
  hookId: number | null | undefined,
  { palette, apiUrl = "" }: TextOptions,
): string {
  if (hookId === null || hookId === undefined) return "";
  return palette.link(`#${hookId}`, hookSettingsUrl(scope, hookId, apiUrl));
}

/** `https://ci.example.com/hook  #7` */
export function showHook(
  hook: {
    readonly scope: Scope | string;
    readonly url: HookUrl;
    readonly hookId: number | null | undefined;
  },
  options: TextOptions,
): string {
  const url = sanitize(hook.url.show(options.showUrls));
  const id = showHookId(hook.scope, hook.hookId, options);
  return id === "" ? url : `${url}  ${id}`;
}

/** The host that a hook delivers to; of a URL that is a credential, the name of its variable. */
export function showReceiver(url: HookUrl): string {
  return sanitize(receiverName(url));
}
