import { HookUrl, parseUrl } from "./hook-url.ts";
import { redactTokens } from "./redact-tokens.ts";
import { repeatsOf } from "./repeats-of.ts";
import { Secret } from "./secret.ts";

/** Something that is known here and that must not come back in a message. */
export type Sensitive = Secret | HookUrl;

/** A run of this many characters of a value is a piece of it, not a coincidence. */
const pieceLength = 8;

/** What is looked for, prepared once: a run has few of these values and many messages. */
interface Search {
  readonly length: number;
  /** The value in every way of writing it; undefined where there is nothing to look for. */
  readonly whole: RegExp | undefined;
  /** Hosts and paths of a URL that is a credential as a whole: an answer may name one alone. */
  readonly parts: readonly RegExp[];
  /** In small letters, for pieces of it. */
  readonly pieces: string;
}

const searches = new WeakMap<Sensitive, Search>();

function searchOf(item: Sensitive): Search {
  const known = searches.get(item);
  if (known !== undefined) return known;
  const value = item.reveal();
  const tail = item instanceof Secret ? value : tailOf(item);
  const search = {
    length: value.length,
    whole: value === "" ? undefined : repeatsOf(value),
    parts: partsOf(item).map(repeatsOf),
    pieces: inSmallLetters(tail),
  };
  searches.set(item, search);
  return search;
}

/** Values may share pieces: a short one that goes first would leave the rest of a long one. */
function longestFirst(sensitive: Iterable<Sensitive>): readonly (Search & { item: Sensitive })[] {
  return [...new Set(sensitive)]
    .map((item) => ({ item, ...searchOf(item) }))
    .toSorted((left, right) => right.length - left.length);
}

/** Takes out the values themselves, in every way of writing them, and no pieces of them. */
export function redactWhole(text: string, sensitive: Iterable<Sensitive>): string {
  return longestFirst(sensitive).reduce(
    (result, { item, whole }) =>
      whole === undefined ? result : result.replace(whole, () => shown(item)),
    text,
  );
}

/**
 * Takes out of a text whatever it repeats of these: secrets whole, escaped or in pieces, and URLs
 * except for what may be shown of them. What else looks like a token goes before the pieces, which
 * could leave half of one.
 */
export function redactKnown(text: string, sensitive: Iterable<Sensitive>): string {
  const known = longestFirst(sensitive);
  let result = redactTokens(redactWhole(text, sensitive));
  for (const { item, parts } of known)
    for (const part of parts) result = result.replace(part, () => shown(item));
  for (const { item, pieces } of known) result = redactPieces(result, pieces, shown(item));
  return result;
}

function shown(item: Sensitive): string {
  return item instanceof HookUrl ? item.show() : "[secret]";
}

function partsOf(item: Sensitive): readonly string[] {
  if (!(item instanceof HookUrl) || item.origin.kind !== "env") return [];
  const parsed = parseUrl(item.reveal());
  if (parsed === undefined) return [];
  const { host, hostname, pathname, search } = parsed;
  return [item.normalised(), host, hostname, pathname + search, pathname].filter(
    ({ length }) => length > 3,
  );
}

/** What stands behind the host of a URL that is a credential; nothing of others. */
function tailOf(url: HookUrl): string {
  if (url.origin.kind !== "env") return "";
  return url.reveal().replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*\/?/i, "");
}

function redactPieces(text: string, known: string, mark: string): string {
  if (known.length < pieceLength) return text;
  const told = inSmallLetters(text);
  let result = "";
  let index = 0;
  while (index < text.length) {
    let end = index + pieceLength;
    if (end > text.length || !known.includes(told.slice(index, end))) {
      result += text.charAt(index);
      index += 1;
      continue;
    }
    while (end < text.length && known.includes(told.slice(index, end + 1))) end += 1;
    result += mark;
    index = end;
  }
  return result;
}

/** Of the same length, which `toLowerCase` does not promise. */
function inSmallLetters(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
