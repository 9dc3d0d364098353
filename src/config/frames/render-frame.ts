import type { SourcePosition } from "../../model/diagnostic.ts";
import type { JsonSchema } from "../schema/json-schema.ts";
import type { ParsedFile } from "../yaml/parse-yaml.ts";
import type { SourceText } from "../yaml/source-text.ts";
import { type FramePiece, framePieces, masked } from "./frame-pieces.ts";
import { harmlessText } from "./harmless-text.ts";
import { visibleRanges } from "./visible-ranges.ts";

/** Shows the lines around a place, masked, with a caret; undefined for a place in no known file. */
export type RenderFrame = (position: SourcePosition) => string | undefined;

/** A line longer than this is shown in part. */
const widest = 160;
const before = 60;

/**
 * Creates the renderer for the files of one configuration. What of a file may be shown is found out
 * when its first frame is asked for.
 */
export function createRenderFrame(
  files: readonly ParsedFile[],
  schema: JsonSchema,
  secretNames: ReadonlySet<string>,
): RenderFrame {
  const byName = new Map(files.map((file) => [file.source.file, file]));
  const known = new Map<string, readonly FramePiece[] | undefined>();
  return (position) => {
    const file = byName.get(position.file);
    if (file === undefined || file.source.lineStarts.length < position.line) return undefined;
    if (!known.has(position.file)) known.set(position.file, piecesOf(file, schema, secretNames));
    return renderFrame(file.source, known.get(position.file), position);
  };
}

function piecesOf(
  { source, root, scalars }: ParsedFile,
  schema: JsonSchema,
  secretNames: ReadonlySet<string>,
): readonly FramePiece[] | undefined {
  if (root === undefined || scalars === undefined) return undefined;
  return framePieces(source.text, scalars, visibleRanges(root, schema, secretNames));
}

function renderFrame(
  source: SourceText,
  pieces: readonly FramePiece[] | undefined,
  position: SourcePosition,
): string {
  const index = position.line - 1;
  const width = String(position.line + 1).length;
  const lines: string[] = [];
  for (const current of [index - 1, index, index + 1]) {
    const start = source.lineStarts[current];
    if (start === undefined || start >= source.text.length) continue;
    const nextStart = source.lineStarts[current + 1];
    const end = nextStart === undefined ? source.text.length : nextStart - 1;
    const caret = current === index ? start + position.column - 1 : undefined;
    const shown =
      pieces === undefined
        ? maskLine(source.text.slice(start, Math.min(end, start + widest)), position.column)
        : showLine(source.text, pieces, start, end, caret);
    lines.push(`${String(current + 1).padStart(width)} | ${shown.text}`.trimEnd());
    if (caret !== undefined) lines.push(`${" ".repeat(width)} | ${" ".repeat(shown.caret)}^`);
  }
  return lines.join("\n");
}

interface ShownLine {
  readonly text: string;
  /** How many characters stand before the caret. */
  readonly caret: number;
}

/** A line of a file that could not be parsed: nobody knows what in it is a secret. */
function maskLine(line: string, column: number): ShownLine {
  const indent = /^ */.exec(line)?.[0] ?? "";
  const text = line.trim() === "" ? "" : `${indent}${masked}`;
  return { text, caret: Math.min(column - 1, text.length) };
}

function showLine(
  text: string,
  pieces: readonly FramePiece[],
  lineStart: number,
  lineEnd: number,
  caretAt: number | undefined,
): ShownLine {
  const fits = lineEnd - lineStart <= widest;
  const from = fits ? lineStart : Math.max(lineStart, (caretAt ?? lineStart) - before);
  const to = Math.min(lineEnd, from + widest);
  let shown = from > lineStart ? masked : "";
  let caret = 0;
  let at = from;
  /** Adds what is shown as it is up to an offset. */
  const copy = (end: number) => {
    if (caretAt !== undefined && caretAt >= at && caretAt <= end)
      caret = shown.length + caretAt - at;
    shown += harmlessText(
      text.slice(at, Math.max(at, end)).replaceAll("\t", " ").replace(/\r$/, ""),
    );
    at = Math.max(at, end);
  };
  for (let index = firstEndingAfter(pieces, from); index < pieces.length; index += 1) {
    const piece = pieces[index];
    if (piece === undefined || piece.start >= to) break;
    copy(piece.start);
    if (caretAt !== undefined && caretAt >= piece.start && caretAt < piece.end)
      caret = shown.length;
    // What goes over several lines is put in other words on its first line alone.
    shown += piece.start < from ? masked : harmlessText(piece.text);
    at = piece.end;
  }
  if (at < to) copy(to);
  return { text: to < lineEnd ? `${shown}${masked}` : shown, caret };
}

function firstEndingAfter(pieces: readonly FramePiece[], offset: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle]?.end ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}
