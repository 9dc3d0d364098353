import type { HookUrl } from "../model/hook-url.ts";

/** What hooks are grouped by: the host, but not that of a URL which is a credential. */
export function receiverName(url: HookUrl): string {
  if (url.origin.kind === "env") return url.show();
  const host = url.host();
  return host === "" ? "no host" : host;
}
