import type { TextRange } from "../yaml/convert-yaml.ts";
import type { VisibleRange } from "./visible-ranges.ts";

/** A stretch of a file that is not shown as it is: masked, or put in other words. */
export interface FramePiece extends TextRange {
  readonly text: string;
}

export const masked = "…";

/**
 * What a frame must not show as it is: scalars that are not known to be harmless, comments (often
 * yesterday's values), names of anchors, aliases and tags (which may be a secret that begins with
 * `&`, `*` or `!` and lacks its quotes). What remains is the structure of the file.
 */
export function framePieces(
  text: string,
  scalars: readonly TextRange[],
  visible: readonly VisibleRange[],
): readonly FramePiece[] {
  const visibleAt = new Map(visible.map((range) => [range.start, range]));
  const pieces: FramePiece[] = [];
  let end = 0;
  for (const scalar of scalars.toSorted((left, right) => left.start - right.start)) {
    if (scalar.end <= end) continue;
    for (const piece of gapPieces(text, end, scalar.start)) pieces.push(piece);
    const range = visibleAt.get(scalar.start);
    if (range === undefined) pieces.push({ ...offsets(scalar), text: masked });
    else if (range.text !== undefined) pieces.push({ ...offsets(scalar), text: range.text });
    end = scalar.end;
  }
  for (const piece of gapPieces(text, end, text.length)) pieces.push(piece);
  return pieces;
}

const offsets = ({ start, end }: TextRange): TextRange => ({ start, end });

/** Between scalars there are comments, structure and names. */
function* gapPieces(text: string, start: number, end: number): Generator<FramePiece> {
  const gap = text.slice(start, end);
  for (const match of gap.matchAll(/#[^\n]*|[^\s\-?:,[\]{}|>&*!<"'#]+/g)) {
    const from = start + match.index;
    const shown = match[0].startsWith("#") ? `# ${masked}` : masked;
    yield { start: from, end: from + match[0].replace(/\r$/, "").length, text: shown };
  }
}
