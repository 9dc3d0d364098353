import { harmlessText } from "./harmless-text.ts";
import { looksSecret } from "./looks-secret.ts";

const longest = 100;

/**
 * A word of the file's for use in a message. Only for what stands where no secret belongs (names,
 * events, keys), and even there nothing that looks like a token is repeated.
 */
export function quoted(text: string): string {
  if (looksSecret(text)) return "`…`";
  const shown = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return `\`${harmlessText(shown).replaceAll("`", "'")}\``;
}

/** A path that is to be read: never a secret itself, whatever it looks like. */
export function quotedPath(path: string): string {
  return `\`${harmlessText(path).replaceAll("`", "'")}\``;
}

/** `a`, `b` or `c`. */
export function alternatives(words: readonly string[]): string {
  const all = words.map((word) => `\`${word}\``);
  const last = all.pop() ?? "";
  return all.length === 0 ? last : `${all.join(", ")} or ${last}`;
}
