import { maskUrlsIn } from "./mask-url.ts";
import { redactKnown, redactWhole, type Sensitive } from "./redact-known.ts";
import { clipText } from "./sanitize.ts";

/** Nothing that GitHub says is longer; more is not searched either. */
const longestRead = 5_000;

/** In characters. */
const longestShown = 300;

/**
 * A text of a server's for use in a message: without what is known here and may not come back,
 * without tokens, without the paths of URLs that were learnt from elsewhere (those of live hooks are
 * credentials), harmless and short. Everything that an answer says, in its body or its headers, goes
 * through here.
 */
export function foreignWords(text: string, known: Iterable<Sensitive>): string {
  const items = [...known];
  const whole = redactWhole(text.slice(0, longestRead), items);
  const redacted = sanitizeText(redact(withoutEscapes(whole), items));
  // Once more, because what was invisible may have torn a value apart; and before it is cut, so that
  // no half of a value is left at the end.
  return clipText(redact(redacted, items), longestShown);
}

/**
 * The same for texts that come in thousands and are few: the answers of receivers, the states of
 * deliveries.
 */
export function createWords(known: ReadonlySet<Sensitive>): (text: string) => string {
  const found = new Map<string, string>();
  let size = 0;
  return (text) => {
    if (known.size !== size || found.size > 1_000) found.clear();
    size = known.size;
    const words = found.get(text) ?? foreignWords(text, known);
    found.set(text, words);
    return words;
  };
}

/** Names, masks and marks as GitHub has them: a secret that is such a word would be given away by its absence. */
const plain = /^(?:\*|[a-z_]{0,60}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * A value that is shown and compared as GitHub has it, such as an event: only what is known here and may
 * not come back is taken out. Plain ones stay.
 */
export function foreignValue(text: string, known: Iterable<Sensitive>): string {
  return plain.test(text) ? text : redactKnown(text, known);
}

function redact(text: string, known: readonly Sensitive[]): string {
  const shown = new Set(known.map(String));
  return maskUrlsIn(redactKnown(text, known), (url) => {
    if (shown.has(url)) return "none";
    return url.startsWith("https://docs.github.com/") ? "credentials" : "path";
  });
}

/** `\u003c`, `\x3c`, `&#60;` and `&#x3c;` as what they stand for: a value would hide behind them. */
function withoutEscapes(text: string): string {
  const escapes = /\\+(?:u00|x)([2-7][\da-f])|&#x0{0,4}([2-7][\da-f]);|&#0{0,4}(\d{2,3});/gi;
  return text.replace(escapes, (all, inJson?: string, inHtml?: string, decimal?: string) => {
    const code = decimal === undefined ? Number(`0x${inJson ?? inHtml}`) : Number(decimal);
    return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : all;
  });
}

/** Without terminal escapes, control characters, line breaks, and what reorders or hides text. */
function sanitizeText(text: string): string {
  return text
    .replace(/\p{Cc}\[[0-?]*[ -/]*[@-~]/gu, "")
    .replace(/[\p{Cf}\p{Co}\p{Cs}]/gu, "")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim();
}
