import type { HealthDocument } from "../../model/drift-document.ts";
import type { LiveHook } from "../../model/hook.ts";
import type { HookUrl } from "../../model/hook-url.ts";
import { maskUrlsIn } from "../../model/mask-url.ts";
import { redactCredentials } from "../../model/redact-tokens.ts";
import { maskKnownPaths, maskKnownUrls } from "../text/mask-known-urls.ts";

const longest = 200;

/** GitHub may repeat in it whom it could not reach. */
function vetted(text: string | null, url: HookUrl): string | null {
  if (text === null) return null;
  const known = maskKnownPaths([url])(maskKnownUrls([url])(text));
  const safe = [...redactCredentials(maskUrlsIn(known, () => "path"))];
  return safe.length <= longest ? safe.join("") : `${safe.slice(0, longest - 1).join("")}…`;
}

/** What the receiver of a hook last answered, without what its URL hides. */
export function lastAnswerDocument({ url, lastResponse }: LiveHook): HealthDocument {
  const { code = null, status = null, message = null } = lastResponse ?? {};
  return { code, status: vetted(status, url), message: vetted(message, url) };
}
