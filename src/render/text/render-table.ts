import { type Cell, displayWidth, padCell } from "./layout.ts";
import { type Palette, unstyled } from "./palette.ts";

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
  rows: readonly TableRow[],
  width: number | undefined,
): readonly number[] {
  const widths = columns.map(({ title }, index) =>
    rows.reduce(
      (most, { cells }) => Math.max(most, displayWidth(cells[index]?.text ?? "")),
      title.length,
    ),
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

/** Cells, and lines that stand below them as they are. */
export interface TableRow {
  readonly cells: readonly Cell[];
  readonly below?: readonly string[];
}

/**
 * Rows below their titles, in columns as wide as their widest cell. With a `width`, columns that may
 * shrink are cut to fit it. Cells must be sanitized.
 */
export function renderTable(
  columns: readonly TableColumn[],
  rows: readonly TableRow[],
  { palette, width }: { readonly palette: Palette; readonly width?: number | undefined },
): readonly string[] {
  const titles = columns.map(({ title }): Cell => ({ text: title, style: palette.muted }));
  const widths = columnWidths(columns, rows, width);
  return [{ cells: titles }, ...rows].flatMap(({ cells, below = [] }: TableRow) => {
    const line = columns.map(({ align, clip: where }, index) => {
      const { text: whole, style = unstyled }: Cell = cells[index] ?? { text: "" };
      const own = widths[index] ?? 0;
      const text = clip(whole, own, where);
      const pad = padCell(text, own).slice(text.length);
      if (align === "right") return pad + style(text);
      return index === columns.length - 1 ? style(text) : style(text) + pad;
    });
    return [line.join(gap).trimEnd(), ...below];
  });
}
