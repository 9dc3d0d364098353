import type { HookUrl } from "../../model/hook-url.ts";
import { sanitise } from "../text/sanitise.ts";

/** The host that a hook delivers to; of a URL that is a credential, the name of its variable. */
export function showReceiver(url: HookUrl): string {
  if (url.origin.kind === "env") return sanitise(url.show());
  const host = url.host();
  return host === "" ? "no host" : sanitise(host);
}
