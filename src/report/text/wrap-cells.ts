import { displayWidth } from "./display-width.ts";
import type { Style } from "./palette.ts";

/** A piece of a line that is never broken: a word, a URL, an event with its sign. */
export interface Cell {
  readonly text: string;
  readonly style?: Style;
}

/** Lays cells out in lines of at most `width` columns; one that is wider gets a line of its own. */
export function wrapCells(
  cells: readonly Cell[],
  options: { readonly gap: string; readonly width: number },
): readonly string[] {
  const lines: string[] = [];
  let line = "";
  let used = 0;
  // Decided by the text alone: a style puts codes around an empty text, too.
  let isEmpty = true;
  for (const cell of cells) {
    const needed = displayWidth(cell.text);
    if (!isEmpty && used + options.gap.length + needed > options.width) {
      lines.push(line);
      line = "";
      used = 0;
      isEmpty = true;
    }
    const gap = isEmpty ? "" : options.gap;
    line += gap + (cell.style === undefined ? cell.text : cell.style(cell.text));
    used += gap.length + needed;
    isEmpty &&= cell.text === "";
  }
  if (!isEmpty) lines.push(line);
  return lines;
}
