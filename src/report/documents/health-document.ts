import type { HealthDocument } from "../../model/drift-document.ts";
import type { LiveHook } from "../../model/hook.ts";
import type { HookUrl } from "../../model/hook-url.ts";
import { parseUrl } from "../../model/parse-url.ts";
import { redactText } from "../text/redact-text.ts";

const longest = 200;

/** The parts of a URL that is a credential as a whole, longest first. */
function partsOf(url: string): readonly string[] {
  const parsed = parseUrl(url);
  if (parsed === undefined) return [];
  const { host, hostname, pathname, search } = parsed;
  return [host, hostname, `${pathname}${search}`, pathname].filter((part) => part.length > 1);
}

/** GitHub may repeat in it whom it could not reach. */
function vetted(text: string | null, url: HookUrl): string | null {
  if (text === null) return null;
  const parts = [url.reveal(), ...(url.origin.kind === "env" ? partsOf(url.reveal()) : [])];
  const known = parts.reduce(
    (rest, part) => (part === "" ? rest : rest.replaceAll(part, () => url.show())),
    text,
  );
  const safe = [...redactText(known)];
  return safe.length <= longest ? safe.join("") : `${safe.slice(0, longest - 1).join("")}…`;
}

/** What the receiver of a hook last answered, without what its URL hides. */
export function healthDocument({ url, lastResponse }: LiveHook): HealthDocument {
  const { code = null, status = null, message = null } = lastResponse ?? {};
  return { code, status: vetted(status, url), message: vetted(message, url) };
}
