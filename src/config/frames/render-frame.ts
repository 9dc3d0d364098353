import type { SourcePosition } from "../../model/diagnostic.ts";
import { maskUrl } from "../../redact/mask-url.ts";
import { dereference, type JsonSchema, schemaOfChild } from "../schema/explain-schema-errors.ts";
import type { TextRange } from "../yaml/convert-yaml.ts";
import type { ParsedFile } from "../yaml/parse-yaml.ts";
import {
  firstBeyond,
  type MapNode,
  type ScalarNode,
  type SourceText,
  type YamlNode,
} from "../yaml/yaml-node.ts";
import { looksSecret, sanitizeText } from "./quoted.ts";

/** By their offsets, the scalars that may be shown: as they are written (`undefined`), or as a text. */
type VisibleScalars = ReadonlyMap<number, string | undefined>;

/**
 * The scalars of a file that may be shown. Nothing is shown that is not known to be harmless: a
 * value must be where the schema wants such a value, and behind `secret` it must be the name of
 * an entry of `secrets`. `writeOnly` in the schema marks where secrets may be described.
 */
function visibleScalars(
  root: MapNode,
  schema: JsonSchema,
  secretNames: ReadonlySet<string>,
): VisibleScalars {
  const visible = new Map<number, string | undefined>();
  const hidden = new Set<number>();
  // An anchor can bring one scalar to several places; it stays hidden if one of them hides it.
  const mark = ({ start }: TextRange, text: string | undefined | false) => {
    if (text === false) hidden.add(start);
    else visible.set(start, text);
  };
  const walk = (node: YamlNode, reference: JsonSchema, name: string): void => {
    const at = dereference(reference, schema);
    if (node.kind === "scalar") mark(node, shownText(node, at, name, secretNames));
    else if (node.kind === "list" && at.items !== undefined) {
      for (const item of node.value) walk(item, at.items, name);
    } else if (node.kind === "map") {
      for (const [key, value] of node.value) {
        const known = Object.hasOwn(at.properties ?? {}, key);
        const isShown = known || (at.writeOnly !== true && !looksSecret(key));
        mark(value.keyNode, isShown ? undefined : false);
        const child = schemaOfChild(at, key);
        if (child !== undefined) walk(value, child, key);
      }
    }
  };
  walk(root, schema, "");
  for (const start of hidden) visible.delete(start);
  return visible;
}

/** What to show for a scalar: `undefined` = as written, `false` = nothing of it. */
function shownText(
  node: ScalarNode,
  schema: JsonSchema,
  name: string,
  secretNames: ReadonlySet<string>,
): string | undefined | false {
  const { value } = node;
  const types = [schema.type ?? []].flat();
  if (node.block || value === null) return false;
  if (schema.const !== undefined) return value === schema.const ? undefined : false;
  if (schema.enum !== undefined) return schema.enum.includes(value) ? undefined : false;
  if (typeof value === "boolean") return types.includes("boolean") ? undefined : false;
  if (typeof value === "number") return types.includes("integer") ? undefined : false;
  if (!types.includes("string")) return false;
  // A variable's name in lower case is more likely a value that was pasted there, and so is a URL.
  if (schema.pattern !== undefined) return /^[A-Z_][A-Z0-9_]*$/.test(value) ? undefined : false;
  // Dates that are wrong are shown, other words are not: the line is about a secret.
  if (schema.format === "date-time") return /^[\dTtZz:.+-]*$/.test(value) ? undefined : false;
  if (schema.format === "uri-template" || value.includes("://")) {
    const masked = maskUrl(value);
    return masked === value ? undefined : masked;
  }
  if (schema.writeOnly === true) {
    return value === "none" || secretNames.has(value) ? undefined : false;
  }
  return looksSecret(value, name) ? false : undefined;
}

/** A stretch of a file that is not shown as it is: masked, or put in other words. */
interface FramePiece extends TextRange {
  readonly text: string;
}

const masked = "…";

/**
 * What a frame must not show as it is: scalars that are not known to be harmless, comments (often
 * yesterday's values), names of anchors, aliases and tags (which may be a secret that begins with
 * `&`, `*` or `!` and lacks its quotes). What remains is the structure of the file.
 */
function framePieces(
  text: string,
  scalars: readonly TextRange[],
  visible: VisibleScalars,
): readonly FramePiece[] {
  const pieces: FramePiece[] = [];
  let at = 0;
  for (const { start, end } of scalars.toSorted((left, right) => left.start - right.start)) {
    if (end <= at) continue;
    for (const piece of gapPieces(text, at, start)) pieces.push(piece);
    const shown = visible.has(start) ? visible.get(start) : masked;
    if (shown !== undefined) pieces.push({ start, end, text: shown });
    at = end;
  }
  for (const piece of gapPieces(text, at, text.length)) pieces.push(piece);
  return pieces;
}

/** Between scalars there are comments, structure and names. */
function* gapPieces(text: string, start: number, end: number): Generator<FramePiece> {
  const gap = text.slice(start, end);
  for (const match of gap.matchAll(/#[^\n]*|[^\s\-?:,[\]{}|>&*!<"'#]+/g)) {
    const from = start + match.index;
    const shown = match[0].startsWith("#") ? `# ${masked}` : masked;
    yield { start: from, end: from + match[0].replace(/\r$/, "").length, text: shown };
  }
}

/** Shows the lines around a place, masked, with a caret; undefined for a place in no known file. */
export type RenderFrame = (position: SourcePosition) => string | undefined;

const widest = 160;
const before = 60;

/** Creates the renderer; what may be shown of a file is found out with its first frame. */
export function createRenderFrame(
  files: readonly ParsedFile[],
  schema: () => JsonSchema,
  secretNames: ReadonlySet<string>,
): RenderFrame {
  const byName = new Map(files.map((file) => [file.source.file, file]));
  const known = new Map<string, readonly FramePiece[] | undefined>();
  const piecesOf = ({ source, root, scalars }: ParsedFile) =>
    root &&
    scalars &&
    framePieces(source.text, scalars, visibleScalars(root, schema(), secretNames));
  return (position) => {
    const file = byName.get(position.file);
    if (file === undefined || file.source.lineStarts.length < position.line) return undefined;
    if (!known.has(position.file)) known.set(position.file, piecesOf(file));
    return renderFrame(file.source, known.get(position.file), position);
  };
}

function renderFrame(
  { text, lineStarts }: SourceText,
  pieces: readonly FramePiece[] | undefined,
  { line, column }: SourcePosition,
): string {
  const width = String(line + 1).length;
  const lines: string[] = [];
  for (const number of [line - 1, line, line + 1]) {
    const start = lineStarts[number - 1];
    if (start === undefined || start >= text.length) continue;
    const end = (lineStarts[number] ?? text.length + 1) - 1;
    const caretAt = start + (number === line ? column - 1 : 0);
    const shown =
      pieces === undefined
        ? maskLine(text.slice(start, Math.min(end, start + widest)), column)
        : showLine(text, pieces, start, end, caretAt);
    lines.push(`${String(number).padStart(width)} | ${shown.text}`.trimEnd());
    if (number === line) lines.push(`${" ".repeat(width)} | ${" ".repeat(shown.caret)}^`);
  }
  return lines.join("\n");
}

interface ShownLine {
  readonly text: string;
  /** How many characters stand before the caret. */
  readonly caret: number;
}

/** A line of a file that could not be parsed: anything in it may be a secret. */
function maskLine(line: string, column: number): ShownLine {
  const indent = /^ */.exec(line)?.[0] ?? "";
  const text = line.trim() === "" ? "" : `${indent}${masked}`;
  return { text, caret: Math.min(column - 1, text.length) };
}

function showLine(
  text: string,
  pieces: readonly FramePiece[],
  start: number,
  end: number,
  caretAt: number,
): ShownLine {
  const fits = end - start <= widest;
  const from = fits ? start : Math.max(start, caretAt - before);
  const to = Math.min(end, from + widest);
  const first = firstBeyond(pieces.length, (index) => (pieces[index]?.end ?? 0) > from);
  const last = firstBeyond(pieces.length, (index) => (pieces[index]?.start ?? 0) >= to);
  const within = pieces.slice(first, last);
  const copy = (after: number, until: number): string =>
    sanitizeText(text.slice(after, until).replaceAll("\t", " ").replace(/\r$/, ""));
  const show = (until: number): string => {
    let shown = from > start ? masked : "";
    let at = from;
    for (const piece of within) {
      if (piece.start >= until) break;
      // What goes over several lines is put in other words on its first line alone.
      const words = piece.start < from ? masked : sanitizeText(piece.text);
      shown += copy(at, piece.start) + words;
      at = piece.end;
    }
    return shown + copy(at, Math.max(at, until));
  };
  // Of what is put in other words, the caret stands at the beginning.
  const holder = within.find((piece) => piece.start < caretAt && caretAt < piece.end);
  const caret = show(holder?.start ?? caretAt).length;
  return { text: `${show(to)}${to < end ? masked : ""}`, caret };
}
