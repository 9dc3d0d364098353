import { HookUrl } from "../../model/hook-url.ts";
import { parseUrl } from "../../model/parse-url.ts";
import { repeatsOf } from "../../model/repeats-of.ts";
import { Secret } from "../../model/secret.ts";

/** Something that was sent and that must not come back in a message. */
export type Sensitive = Secret | HookUrl;

/** A run of this many characters of a secret is a piece of it, not a coincidence. */
const pieceLength = 8;

/**
 * Takes out of GitHub's words whatever of ours they repeat: secrets whole, escaped or in pieces,
 * and URLs except for what may be shown of them.
 */
export function redactText(text: string, sensitive: readonly Sensitive[]): string {
  const known = sensitive
    .map((item) => ({ item, value: item.reveal() }))
    .filter(({ value }) => value !== "")
    // Values may share pieces: one that is taken out first would leave the rest of another standing.
    .toSorted((left, right) => right.value.length - left.value.length);
  let result = text;
  for (const { item, value } of known) result = result.replace(repeatsOf(value), () => shown(item));
  for (const { item } of known)
    for (const part of partsOf(item)) result = result.replace(repeatsOf(part), () => shown(item));
  for (const { item, value } of known)
    if (item instanceof Secret) result = redactPieces(result, value);
  return result;
}

function shown(item: Sensitive): string {
  return item instanceof HookUrl ? item.show() : "[secret]";
}

/** Of a URL that is a credential as a whole, GitHub may name the host or the path alone. */
function partsOf(item: Sensitive): readonly string[] {
  if (!(item instanceof HookUrl) || item.origin.kind !== "env") return [];
  const parsed = parseUrl(item.reveal());
  if (parsed === undefined) return [];
  const { host, hostname, pathname, search } = parsed;
  return [host, hostname, pathname + search, pathname].filter(({ length }) => length > 3);
}

function redactPieces(text: string, value: string): string {
  if (value.length < pieceLength) return text;
  const known = inSmallLetters(value);
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
    result += "[secret]";
    index = end;
  }
  return result;
}

/** Of the same length, which `toLowerCase` does not promise. */
function inSmallLetters(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
