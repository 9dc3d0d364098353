import { redactTokens } from "./redact-tokens.ts";
import { inSmallLetters, replaceRepeatsOf } from "./repeats-of.ts";

/** Something that is known here and that must not come back in a message: a secret, or a URL. */
export interface Sensitive {
  /** The value in clear. */
  readonly reveal: () => string;
  /** What may be shown of it. */
  readonly toString: () => string;
  /** URLs have one. Those from `env` are credentials as a whole. */
  readonly origin?: { readonly kind: string };
  /** Hosts and paths of a URL that is a credential as a whole: an answer may name one alone. */
  readonly parts?: () => readonly string[];
}

/** A run of this many characters of a value is a piece of it, not a coincidence. */
const pieceLength = 8;

/** What is looked for, prepared once: a run has few of these values and many messages. */
function prepareSearch(item: Sensitive) {
  const value = item.reveal();
  return {
    item,
    length: value.length,
    /** The value in every way of writing it. */
    whole: replaceRepeatsOf(value),
    parts: (item.parts?.() ?? []).map(replaceRepeatsOf),
    /** In small letters, for pieces of it. */
    pieces: inSmallLetters(tailOf(item, value)),
  };
}

type Search = ReturnType<typeof prepareSearch>;

const searches = new WeakMap<Sensitive, Search>();

function searchOf(item: Sensitive): Search {
  const search = searches.get(item) ?? prepareSearch(item);
  searches.set(item, search);
  return search;
}

/** Values may share pieces: a short one that goes first would leave the rest of a long one. */
function longestFirst(sensitive: Iterable<Sensitive>): readonly Search[] {
  return [...new Set(sensitive)]
    .map(searchOf)
    .toSorted((left, right) => right.length - left.length);
}

/** Takes out the values themselves, in every way of writing them, and no pieces of them. */
export function redactWhole(text: string, sensitive: Iterable<Sensitive>): string {
  return longestFirst(sensitive).reduce(
    (result, { item, whole }) => whole(result, String(item)),
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
    for (const replacePart of parts) result = replacePart(result, String(item));
  for (const { item, pieces } of known) result = redactPieces(result, pieces, String(item));
  return result;
}

/** Of a URL that is a credential what stands behind its host, and nothing of other URLs. */
function tailOf({ origin }: Sensitive, value: string): string {
  if (origin === undefined) return value;
  if (origin.kind !== "env") return "";
  return value.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*\/?/i, "");
}

function redactPieces(text: string, known: string, mark: string): string {
  if (known.length < pieceLength) return text;
  const lowered = inSmallLetters(text);
  let result = "";
  let index = 0;
  while (index < text.length) {
    let end = index + pieceLength;
    if (end > text.length || !known.includes(lowered.slice(index, end))) {
      result += text.charAt(index);
      index += 1;
      continue;
    }
    while (end < text.length && known.includes(lowered.slice(index, end + 1))) end += 1;
    result += mark;
    index = end;
  }
  return result;
}

/** What a run must not print. Grows as it reads its environment and its files. */
export interface Hidden {
  /** Tokens and keys: taken out of everything that is printed or saved. */
  readonly credentials: Set<Sensitive>;
  /** Secrets, and URLs that are credentials: never repeated from an answer of GitHub's. */
  readonly known: Set<Sensitive>;
}

/** Shorter values are words, and to take those out of a plan would say what they are. */
const shortest = 12;

/** Nothing that is printed or saved from here on shows this credential. */
export function hide(credential: Sensitive, { credentials }: Hidden): void {
  if (credential.reveal().length >= shortest) credentials.add(credential);
}

/**
 * The last thing that happens to a text on its way out. Everything before it is made without secrets;
 * this holds where one stands in a place that nobody thought of, such as the name of a file or of a
 * repository.
 */
export function redactOutput(text: string, { credentials, known }: Hidden): string {
  const secrets = [...known].filter(
    (item) => item.origin === undefined && item.reveal().length >= shortest,
  );
  return redactTokens(redactWhole(text, [...credentials, ...secrets]));
}
