import { unsafeCharacters } from "./unsafe-characters.ts";

/** All of them but the line break, which in JSON text is only ever layout. */
const unsafe = new RegExp(`(?!\\n)${unsafeCharacters}`, "gu");

/**
 * A document as indented JSON text that is harmless on a terminal and in the log of a workflow, too:
 * what could be misread is written as `\uXXXX`, which every parser turns back into the same value.
 * No line break at the end.
 */
export function renderJson(document: unknown): string {
  return JSON.stringify(document, null, 2)
    .replace(unsafe, (character) =>
      character
        .split("")
        .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
        .join(""),
    )
    .replaceAll("##[", "#\\u0023[");
}
