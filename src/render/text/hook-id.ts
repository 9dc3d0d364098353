import { hookSettingsUrl } from "../../model/hook-link.ts";
import type { Scope } from "../../model/scope.ts";
import type { TextOptions } from "./palette.ts";

/** `#7` as it stands behind a URL, with a link to its settings where the terminal has links. */
export function showHookId(
  scope: Scope | string,
  hookId: number | null | undefined,
  { palette, apiUrl = "" }: TextOptions,
): string {
  if (hookId === null || hookId === undefined) return "";
  return palette.link(`#${hookId}`, hookSettingsUrl(scope, hookId, apiUrl));
}
