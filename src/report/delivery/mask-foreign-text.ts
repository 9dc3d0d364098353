import { looksLikeToken } from "../../model/looks-like-token.ts";
import { maskUrlsIn } from "../../model/mask-url.ts";
import { redactCredentials } from "../../model/redact-tokens.ts";

const mask = "***";

/** `token=`, `"clientSecret": `. The name is bounded, so that no text takes long. */
const named = String.raw`\b[\w.-]{0,64}(?:secret|token|password|passwd|passphrase|(?:api|access|private|signing)[-_]?key|credential|authorization|signature)s?(?:\\?["'])?\s*[:=]\s*`;

/** Up to the same quote, which is written `\"` inside a text that is quoted itself. */
const quoted = new RegExp(String.raw`(${named}(\\?["']))(?!\*)(?:(?!\2)[^\n])+`, "gi");

const bare = new RegExp(
  String.raw`(${named})(?!["'\\*]|\[secret|(?:basic|bearer|digest|token)\s)[^\s"'&<>,;\\]+`,
  "gi",
);

/** `expected secret "…"`. */
const said =
  /(\b(?:secret|token|password|passphrase|key)s?\s(?:\w{1,16}\s){0,3}(["'`]))(?:(?!\2)[^\n])+(?=\2)/gi;

/** Takes the values out of a text that are written behind the name of a credential. */
export function maskAssignments(text: string): string {
  return [quoted, bare, said].reduce(
    (masked, expression) => masked.replace(expression, `$1${mask}`),
    text,
  );
}

/** Base64 whose slashes would make it several harmless words. */
const base64 =
  /(?<![\w/+.-])(?=[\w/+]*[a-z])(?=[\w/+]*[A-Z])(?=[\w/+]*[0-9])[A-Za-z0-9/+]{20,}={0,2}(?![\w/+.-])/g;

/**
 * Takes out of a text that a receiver wrote what could be a credential: URLs go through the usual
 * masks, and words that look like tokens go. Receivers of signed requests like to say what they
 * expected. `keep` are words that may stay, such as the GUID of the delivery.
 */
export function maskForeignText(text: string, keep: ReadonlySet<string> = new Set()): string {
  return maskAssignments(redactCredentials(maskUrlsIn(text, () => "credentials")))
    .replace(base64, mask)
    .replace(/[A-Za-z0-9_~+.-]{12,}/g, (word) =>
      !keep.has(word) && looksLikeToken(word) ? mask : word,
    );
}
