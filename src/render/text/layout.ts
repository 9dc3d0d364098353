import { groupBy } from "../../model/group-by.ts";
import { type Scope, scopeKey } from "../../model/scope.ts";
import { isPlain, sanitizeProse } from "../../redact/sanitize.ts";
import { type Palette, type Style, type TextOptions, unstyled } from "./palette.ts";
import { showScope } from "./show-hook.ts";

/** How many columns of a terminal a sanitized, uncolored text takes. */
export function displayWidth(text: string): number {
  if (isPlain(text)) return text.length;
  // Characters that take no column of their own, and those that East Asian fonts draw two wide.
  const combining = /^[\p{Mn}\p{Me}]$/u;
  const wide =
    /^[\u1100-\u115f\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\p{Emoji_Presentation}\u{20000}-\u{3fffd}]$/u;
  let width = 0;
  for (const character of text) {
    if (combining.test(character)) continue;
    width += wide.test(character) ? 2 : 1;
  }
  return width;
}

/** Fills a text up to a column with spaces; one that is wider stays as it is. */
export function padCell(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - displayWidth(text)));
}

/** A piece of a line that is never broken: a word, a URL, an event with its sign. */
export interface Cell {
  readonly text: string;
  readonly style?: Style | undefined;
}

/** The words of a sanitized sentence. */
export function wordCells(sentence: string): readonly Cell[] {
  return sentence.split(" ").map((text) => ({ text }));
}

/** Lays cells out in lines of at most `width` columns; one that is wider gets a line of its own. */
export function wrapCells(
  cells: readonly Cell[],
  // `first` is the width of the first line, where that is another.
  options: { readonly gap: string; readonly width: number; readonly first?: number },
): readonly string[] {
  const lines: string[] = [];
  let line = "";
  let used = 0;
  // Decided by the text alone: a style puts codes around an empty text, too.
  let isEmpty = true;
  for (const { text, style = unstyled } of cells) {
    const needed = displayWidth(text);
    const width = lines.length === 0 ? (options.first ?? options.width) : options.width;
    if (!isEmpty && used + options.gap.length + needed > width) {
      lines.push(line);
      [line, used, isEmpty] = ["", 0, true];
    }
    const gap = isEmpty ? "" : options.gap;
    line += gap + style(text);
    used += gap.length + needed;
    isEmpty &&= text === "";
  }
  if (!isEmpty) lines.push(line);
  return lines;
}

/**
 * The columns to wrap at. Beyond 120 sentences are hard to read, below 40 there is nothing left to
 * wrap, and where nobody knows (a pipe) 80 is what most readers have.
 */
export function clampWidth(width: number | undefined): number {
  return Math.min(120, Math.max(40, width ?? 80));
}

/**
 * The columns for what stands on one line where there is no terminal: in a pipe or a log, scripts and
 * editors want it so.
 */
export function lineWidth(width: number | undefined): number {
  return width === undefined ? Number.POSITIVE_INFINITY : clampWidth(width);
}

/**
 * Wraps a sanitized sentence. `first` and `rest` are what lines begin with; both count as many columns as
 * `rest` has characters.
 */
export function wrapProse(
  sentence: string,
  options: {
    readonly first?: string;
    readonly rest: string;
    readonly width: number;
    readonly style?: Style;
  },
): readonly string[] {
  const { rest, first = rest, style = unstyled } = options;
  const width = Math.max(20, options.width - rest.length);
  return wrapCells(wordCells(sentence), { gap: " ", width }).map(
    (line, index) => (index === 0 ? first : rest) + style(line),
  );
}

/** A sentence below the line of a hook. */
export function indented(sentence: string, { width }: TextOptions): readonly string[] {
  return wrapProse(sanitizeProse(sentence), { rest: "    ", width: clampWidth(width) });
}

/** What to do about what stands above, behind an arrow. */
export function wayOut(sentence: string, indentation: number, { palette, width }: TextOptions) {
  const indent = " ".repeat(indentation);
  return wrapProse(sanitizeProse(sentence), {
    first: `${indent}${palette.strong("→")} `,
    rest: `${indent}  `,
    width: clampWidth(width),
  });
}

/** A sanitized sentence behind its label, wrapped for a terminal alone. */
export function wrapLabeled(
  label: readonly Cell[],
  sentence: string,
  options: { readonly rest: string; readonly width: number | undefined },
): readonly string[] {
  const { rest } = options;
  const first = lineWidth(options.width);
  const cells = [...label, ...wordCells(sentence)];
  return wrapCells(cells, { gap: " ", width: first - rest.length, first }).map((line, index) =>
    index === 0 ? line : rest + line,
  );
}

/** One labeled line below an action. */
export interface Row {
  readonly label: string;
  readonly cells: readonly Cell[];
  /** Between cells; one space where they make a sentence. */
  readonly gap: string;
  /** For the value as a whole. */
  readonly style?: Style | undefined;
}

/** A row with a sanitized sentence. */
export function textRow(label: string, sentence: string, style?: Style): Row {
  return { label, cells: wordCells(sentence), gap: " ", style };
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
  const width = Math.max(20, options.width - valueColumn);
  return rows.flatMap(({ label, cells, gap, style = unstyled }) =>
    wrapCells(cells, { gap, width }).map((line, index) => {
      const name = options.palette.muted(padCell(label, labelWidth));
      const margin = index === 0 ? `${" ".repeat(indentation)}${name}  ` : " ".repeat(valueColumn);
      return margin + style(line);
    }),
  );
}

/** Items below the names of their scopes, both in the order they come in: a block for each scope. */
export function renderByScope<Item extends { readonly scope: Scope }>(
  items: readonly Item[],
  palette: Palette,
  render: (item: Item) => readonly string[],
): readonly string[] {
  return [...groupBy(items, ({ scope }) => scopeKey(scope)).values()].map((group) =>
    [showScope(group[0].scope, palette), ...group.flatMap(render)].join("\n"),
  );
}
