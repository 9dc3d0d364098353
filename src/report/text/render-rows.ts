import { padCell } from "./pad-cell.ts";
import type { Palette, Style } from "./palette.ts";
import { type Cell, wrapCells } from "./wrap-cells.ts";

/** One labelled line below an action. */
export interface Row {
  readonly label: string;
  readonly cells: readonly Cell[];
  /** Between cells; one space where they make a sentence. */
  readonly gap: string;
  /** For the value as a whole. */
  readonly style?: Style;
}

const indentation = 6;
/** As wide as `content_type`, so that values stand in one column in the whole plan. */
const labelWidth = 12;

/** Labels muted and padded, values wrapped below themselves. */
export function renderRows(
  rows: readonly Row[],
  options: { readonly palette: Palette; readonly width: number },
): readonly string[] {
  const valueColumn = indentation + labelWidth + 2;
  return rows.flatMap((row) => {
    const width = Math.max(20, options.width - valueColumn);
    const { style = (text: string) => text } = row;
    const lines = wrapCells(row.cells, { gap: row.gap, width }).map(style);
    return lines.map((line, index) =>
      index === 0
        ? `${" ".repeat(indentation)}${options.palette.muted(padCell(row.label, labelWidth))}  ${line}`
        : " ".repeat(valueColumn) + line,
    );
  });
}
