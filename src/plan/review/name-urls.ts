import type { HookUrl } from "../../model/hook-url.ts";

/** The URLs of hooks that one entry declares, masked: `{repo}` makes another of it in each scope. */
export function nameUrls(urls: readonly HookUrl[]): string {
  const shown = [...new Set(urls.map((url) => url.show()))];
  return shown.length < 2 ? (shown[0] ?? "") : `${shown[0] ?? ""} (and others like it)`;
}
