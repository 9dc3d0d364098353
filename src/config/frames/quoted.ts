import { maskUrl } from "../../redact/mask-url.ts";
import { replaceUnsafe } from "../../redact/sanitize.ts";

/** Makes text from a file safe to show: every unsafe character becomes `�`. */
export function sanitizeText(text: string): string {
  return replaceUnsafe(text, () => "\uFFFD");
}

const masks = (segments: string): boolean => {
  const url = `https://host/${segments}`;
  return maskUrl(url) !== url;
};

/** Whether a text looks like a credential, alone or behind a name like `token`, as in URLs. */
export function looksSecret(text: string, name?: string): boolean {
  const segment = encodeURIComponent(sanitizeText(text));
  if (text === "") return false;
  if (text.includes("://") && maskUrl(text) !== text) return true;
  if (name !== undefined && masks(`${encodeURIComponent(sanitizeText(name))}/${segment}`)) {
    return true;
  }
  return masks(segment);
}

const longest = 100;

/** A word of the file for a message, where no secret belongs; even there no token is repeated. */
export function quoted(text: string): string {
  if (looksSecret(text)) return "`…`";
  const shown = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return `\`${sanitizeText(shown).replaceAll("`", "'")}\``;
}

/** A path that is to be read: never a secret itself, whatever it looks like. */
export function quotedPath(path: string): string {
  return `\`${sanitizeText(path).replaceAll("`", "'")}\``;
}

/** A path in a command to copy, as a shell reads it. */
export function shellWord(path: string): string {
  return /^[\w./\\:~-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

export function alternatives(words: readonly string[]): string {
  const all = words.map((word) => `\`${word}\``);
  const last = all.pop() ?? "";
  return all.length === 0 ? last : `${all.join(", ")} or ${last}`;
}
