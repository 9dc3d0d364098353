import { HookUrl } from "../../model/hook-url.ts";
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
  let result = text;
  for (const item of sensitive) {
    const value = item.reveal();
    if (value === "") continue;
    const shown = item instanceof HookUrl ? item.show() : "[secret]";
    for (const form of formsOf(value)) result = result.replaceAll(form, () => shown);
    if (item instanceof Secret) result = redactPieces(result, value);
  }
  return result;
}

/** How a server may write a value that it repeats. */
function formsOf(value: string): readonly string[] {
  const escaped = JSON.stringify(value).slice(1, -1);
  const html = value
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
  const form = new URLSearchParams({ value }).toString().slice("value=".length);
  return [value, escaped, html, form, form.replaceAll("+", "%20")];
}

function redactPieces(text: string, value: string): string {
  if (value.length < pieceLength) return text;
  let result = "";
  let index = 0;
  while (index < text.length) {
    let end = index + pieceLength;
    if (end > text.length || !value.includes(text.slice(index, end))) {
      result += text.charAt(index);
      index += 1;
      continue;
    }
    while (end < text.length && value.includes(text.slice(index, end + 1))) end += 1;
    result += "[secret]";
    index = end;
  }
  return result;
}
