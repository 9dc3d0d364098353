import { type Cell, displayWidth, padCell } from "./layout.ts";
import type { Palette } from "./palette.ts";

export interface TableColumn {
  readonly title: string;
  readonly align?: "right";
  /**
   * Gives way where the table is too wide: first as far as to this width, and where that does not do,
   * as far as to a few characters.
   */
  readonly shrinks?: number;
  /** Where a text that is too wide is cut: names differ at their ends. Default: the end. */
  readonly clip?: "middle";
}

const gap = "  ";
const leastWidth = 8;

/** As many characters as fit. */
function fitting(characters: readonly string[], width: number): readonly string[] {
  let used = 0;
  const end = characters.findIndex((character) => {
    used += displayWidth(character);
    return used > width;
  });
  return end === -1 ? characters : characters.slice(0, end);
}

/** Cuts a text that is too wide, and says so. */
function clip(text: string, width: number, where: "middle" | undefined): string {
  if (displayWidth(text) <= width) return text;
  const characters = [...text];
  const tail = where === "middle" ? Math.floor((width - 1) / 2) : 0;
  const start = fitting(characters, width - 1 - tail);
  const end = fitting(characters.toReversed(), tail).toReversed();
  return `${start.join("")}…${end.join("")}`;
}

function columnWidths(
  columns: readonly TableColumn[],
  rows: readonly (readonly Cell[])[],
  width: number | undefined,
): readonly number[] {
  const widths = columns.map(({ title }, index) =>
    rows.reduce((most, row) => Math.max(most, displayWidth(row[index]?.text ?? "")), title.length),
  );
  const total = widths.reduce((sum, own) => sum + own, (columns.length - 1) * gap.length);
  let excess = total - (width ?? total);
  const shrinkTo = (least: (column: TableColumn) => number | undefined): void => {
    for (; excess > 0; excess -= 1) {
      const widest = columns.reduce((best, column, index) => {
        const own = widths[index] ?? 0;
        const mayShrink = own > (least(column) ?? own);
        return mayShrink && own > (widths[best] ?? 0) ? index : best;
      }, -1);
      if (widest === -1) return;
      widths[widest] = (widths[widest] ?? 0) - 1;
    }
  };
  shrinkTo(({ shrinks }) => shrinks);
  shrinkTo(({ shrinks }) => (shrinks === undefined ? undefined : leastWidth));
  return widths;
}

/**
 * Rows below their titles, in columns as wide as their widest cell. With a `width`, columns that may
 * shrink are cut to fit it. Cells must be sanitized.
 */
export function renderTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly Cell[])[],
  { palette, width }: { readonly palette: Palette; readonly width?: number | undefined },
): readonly string[] {
  const widths = columnWidths(columns, rows, width);
  const titles = columns.map(({ title }): Cell => ({ text: title, style: palette.muted }));
  return [titles, ...rows].map((row) =>
    columns
      .map(({ align, clip: where }, index) => {
        const cell = row[index] ?? { text: "" };
        const own = widths[index] ?? 0;
        const text = clip(cell.text, own, where);
        const styled = cell.style?.(text) ?? text;
        const pad = padCell(text, own).slice(text.length);
        if (align === "right") return pad + styled;
        return index === columns.length - 1 ? styled : styled + pad;
      })
      .join(gap)
      .trimEnd(),
  );
}
