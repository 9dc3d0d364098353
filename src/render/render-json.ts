import { unsafeCharacters } from "../redact/sanitize.ts";

/** All of them but the line break, which in JSON text is only ever layout. */
const unsafe = new RegExp(`(?!\\n)${unsafeCharacters}`, "gu");

function escapeUnsafe(text: string): string {
  return text.replace(unsafe, (character) =>
    character
      .split("")
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .join(""),
  );
}

/**
 * A document as indented JSON text that is harmless on a terminal and in the log of a workflow, too:
 * what could be misread is written as `\uXXXX`, which every parser turns back into the same value.
 * No line break at the end.
 */
export function renderJson(document: unknown): string {
  return escapeUnsafe(JSON.stringify(document, null, 2)).replaceAll("##[", "#\\u0023[");
}

/** The same on one line, for a stream of documents. No line break at the end. */
export function renderJsonLine(document: unknown): string {
  return escapeUnsafe(JSON.stringify(document)).replaceAll("##[", "#\\u0023[");
}
