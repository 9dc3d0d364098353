import { replaceUnsafe } from "../redact/sanitize.ts";

function escapeUnsafe(text: string): string {
  // Line breaks in JSON text are only ever layout.
  if (!/[^\n -~]/.test(text)) return text;
  return replaceUnsafe(text, (character) =>
    character === "\n"
      ? character
      : character
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
 *
 * @param depth so many objects and lists within each other are taken apart
 */
export function* renderJsonPieces(value: unknown, depth = 2, margin = ""): Generator<string> {
  if (depth === 0 || typeof value !== "object" || value === null) {
    yield indented(value, margin);
    return;
  }
  const isList = Symbol.iterator in value;
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  let before = open;
  for (const [key, item] of isList ? unnamed(value as Iterable<unknown>) : Object.entries(value)) {
    if (item === undefined && !isList) continue;
    yield `${before}\n${margin}  ${isList ? "" : `${JSON.stringify(key)}: `}`;
    yield* renderJsonPieces(item, depth - 1, `${margin}  `);
    before = ",";
  }
  yield before === open ? `${open}${close}` : `\n${margin}${close}`;
}

/** The same with its line break at the end. */
export function* renderJsonLines(document: object, depth?: number): Generator<string> {
  yield* renderJsonPieces(document, depth);
  yield "\n";
}

function* unnamed(items: Iterable<unknown>): Generator<readonly [name: string, item: unknown]> {
  for (const item of items) yield ["", item];
}

/** Line breaks in JSON text are only ever layout. */
function indented(value: unknown, margin: string): string {
  return renderJson(value).replaceAll("\n", `\n${margin}`);
}
