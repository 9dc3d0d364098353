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

/**
 * The same as {@link renderJson}, in pieces: what stands in a list of the document is made and written
 * one after another, because a list of many thousands would take more memory as one text.
 */
export function* renderJsonPieces(document: object): Generator<string> {
  let before = "{";
  for (const [key, value] of Object.entries(document)) {
    yield `${before}\n  ${JSON.stringify(key)}: `;
    before = ",";
    if (typeof value === "object" && value !== null && Symbol.iterator in value) {
      let open = "[";
      for (const item of value) {
        yield `${open}\n    ${indented(item, "    ")}`;
        open = ",";
      }
      yield open === "[" ? "[]" : "\n  ]";
    } else yield indented(value, "  ");
  }
  yield before === "{" ? "{}" : "\n}";
}

/** Line breaks in JSON text are only ever layout. */
function indented(value: unknown, margin: string): string {
  return renderJson(value).replaceAll("\n", `\n${margin}`);
}
