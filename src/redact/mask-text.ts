import { looksLikeToken, maskUrlsIn } from "./mask-url.ts";
import { redactCredentials } from "./redact-tokens.ts";

/** Words that end in one of these are the name of a credential, whatever stands before: `apiToken`. */
const credentialWord =
  /(?:secret|token|password|passwd|passphrase|apikey|credential|authorization)s?$/;

/** Two words that are one only together: a `key` alone is often a name. */
const credentialPair = /^(?:api|access|private|secret|signing|encryption) keys?$/;

/** Words that say it in a header, where nobody names anything else so. */
const headerWord = /^(?:auth|cookies?|csrf|hmac|jwt|keys?|otp|pass|session|sid|signature|xsrf)$/;

function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])(?=[A-Z])/g, "$1 ")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
}

/** Whether a field of this name holds a credential: `secret`, `access_token`, `clientSecret`. */
export function isCredentialField(name: string): boolean {
  const words = wordsOf(name);
  return credentialWord.test(words.at(-1) ?? "") || credentialPair.test(words.slice(-2).join(" "));
}

/** Whether a header of this name holds a credential; rather one too many. */
export function isCredentialHeader(name: string): boolean {
  return wordsOf(name).some((word) => credentialWord.test(word) || headerWord.test(word));
}

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
const expected =
  /(\b(?:secret|token|password|passphrase|key)s?\s(?:\w{1,16}\s){0,3}(["'`]))(?:(?!\2)[^\n])+(?=\2)/gi;

/** Takes the values out of a text that are written behind the name of a credential. */
export function maskAssignments(text: string): string {
  return [quoted, bare, expected].reduce(
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

/**
 * Headers without what could be a credential. A signature is no secret but says something of one: it
 * is shown as present, by its algorithm alone.
 */
export function maskHeaders(
  headers: Readonly<Record<string, string>>,
  maskText: (text: string) => string = maskForeignText,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (!isCredentialHeader(name)) return [name, maskText(value)];
      const algorithm = /^(sha\d+)=/i.exec(value)?.[1];
      return [name, algorithm === undefined ? mask : `${algorithm}=${mask}`];
    }),
  );
}

/**
 * A payload in which every text went through `maskText`, keys included, and what stands under the
 * name of a credential is not shown at all.
 */
export function maskPayload(payload: unknown, maskText: (text: string) => string): unknown {
  if (typeof payload === "string") return maskText(payload);
  if (Array.isArray(payload)) return payload.map((item) => maskPayload(item, maskText));
  if (typeof payload !== "object" || payload === null) return payload;
  return Object.fromEntries(
    Object.entries(payload).map(([key, value]: [string, unknown]) => [
      maskText(key),
      isCredentialField(key) ? hide(value) : maskPayload(value, maskText),
    ]),
  );
}

/** Of a credential nothing stays but that it is there, and how many. */
function hide(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(hide);
  const isNothing = value === null || value === "" || typeof value === "boolean";
  return isNothing ? value : mask;
}
