import type { EntryView, FieldView } from "../../documents/views/document-view.ts";
import { groupBy } from "../../model/group-by.ts";
import { sanitize, sanitizeProse } from "../../redact/sanitize.ts";
import {
  type Cell,
  displayWidth,
  padCell,
  type Row,
  renderRows,
  textRow,
  wrapProse,
} from "./layout.ts";
import type { Palette, Style } from "./palette.ts";

export interface TextSettings {
  readonly palette: Palette;
  readonly width: number;
}

/** How a kind of report shows its entries. */
export interface EntryLook {
  readonly heading: (scope: string) => string;
  /** What stands before the URL, and how many columns that takes. */
  readonly lead: (entry: EntryView) => string;
  readonly leadWidth: number;
  /** Why, where the rest does not say it; may be empty. */
  readonly note: (entry: EntryView) => string;
  readonly rows: (field: FieldView, entry: EntryView) => readonly Row[];
}

/** Entries below the names of their scopes: a block of lines for each scope. */
export function renderEntries(
  entries: readonly EntryView[],
  look: EntryLook,
  settings: TextSettings,
): readonly string[] {
  const explained = new Map<string, string>();
  return [...groupBy(entries, ({ scope }) => scope.toLowerCase()).values()].map((group) => {
    const openings = group.map((entry) => openingOf(entry, look));
    const columns = columnsOf(openings, settings.width - look.leadWidth);
    const lines = openings.flatMap((opening) => [
      ...entryLines(opening, columns, look, settings),
      ...explain(opening, explained, settings),
    ]);
    return [look.heading(group[0]?.scope ?? ""), ...lines].join("\n");
  });
}

/** The cells of the line that opens an entry. An empty one has nothing to say. */
interface Opening {
  readonly entry: EntryView;
  readonly url: string;
  /** Stands at every live hook, for masks can make two URLs look alike. */
  readonly id: string;
  readonly note: string;
  readonly place: string;
}

function openingOf(entry: EntryView, look: EntryLook): Opening {
  const { url, hookId, place } = entry;
  const id = hookId === null ? "" : `#${hookId}`;
  return {
    entry,
    url: sanitize(url),
    id,
    note: sanitize(look.note(entry)),
    place: sanitize(place),
  };
}

/** The widths of the columns in which the opening lines of one scope stand. */
interface Columns {
  readonly url: number;
  readonly id: number;
}

/** A URL that would push its line beyond `width` sticks out rather than widen the column for all. */
function columnsOf(openings: readonly Opening[], width: number): Columns {
  const id = widest(openings.map((opening) => opening.id));
  const tail = widest(openings.map(({ note, place }) => [note, place].join("  ").trim()));
  const room = Math.max(24, width - (id + 2) - (tail + 2));
  const urls = openings.map(({ url }) => url).filter((url) => displayWidth(url) <= room);
  return { url: widest(urls), id };
}

function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, displayWidth(text)), 0);
}

/** What, which hook, where the file asks for it; below, what is said of every field. */
function entryLines(
  opening: Opening,
  columns: Columns,
  look: EntryLook,
  settings: TextSettings,
): readonly string[] {
  const { palette, width } = settings;
  const { entry, place } = opening;
  const rows = entry.fields.flatMap((field) => look.rows(field, entry));
  const plain = look.leadWidth + displayWidth(openingLine(opening, columns, (text) => text));
  // A place that has no room behind a long URL stands below instead.
  const fits = plain <= width || place === "";
  const shown = fits ? opening : { ...opening, place: "" };
  return [
    look.lead(entry) + openingLine(shown, columns, palette.muted),
    ...renderRows(fits ? rows : [...rows, textRow("source", place, palette.muted)], settings),
  ];
}

function openingLine({ url, id, note, place }: Opening, columns: Columns, muted: Style): string {
  const cells = [
    { text: url, width: columns.url },
    ...(columns.id === 0 ? [] : [{ text: id, width: columns.id }]),
    ...[note, place]
      .filter((text) => text !== "")
      .map((text) => ({ text, width: 0, style: muted })),
  ];
  // Lines end with their last word: blanks behind it would only be copied along.
  const end = cells.findLastIndex(({ text }) => text !== "") + 1;
  const shown = cells.slice(0, end).map((cell, index) => {
    const text = index === end - 1 ? cell.text : padCell(cell.text, cell.width);
    return "style" in cell ? cell.style(text) : text;
  });
  return shown.join("  ");
}

/**
 * Why an entry is blocked, and the way out. A fleet can have hundreds that are blocked for one reason:
 * the first is explained in full and the others refer to it.
 */
function explain(
  { entry: { blocked }, id, url }: Opening,
  explained: Map<string, string>,
  { palette, width }: TextSettings,
): readonly string[] {
  if (blocked === null) return [];
  const key = JSON.stringify(blocked);
  const code = `${sanitize(blocked.reason)}:`;
  const before = explained.get(key);
  if (before !== undefined) return [`      ${palette.blocked(`! ${code}`)} as for ${before} above`];
  explained.set(key, id === "" ? url : id);
  const rest = " ".repeat(8);
  const why = `${code} ${sanitizeProse(blocked.why)}`;
  const [first = "", ...others] = wrapProse(why, { first: "", rest, width });
  return [
    // The code is at the start of the first line, which is long enough to hold it.
    `      ${palette.blocked("!")} ${palette.blocked(code)}${first.slice(code.length)}`,
    ...others,
    ...wrapProse(sanitizeProse(blocked.wayOut), {
      first: `      ${palette.strong("→")} `,
      rest,
      width,
    }),
  ];
}

/** A list of names, such as events. */
export function listRow(label: string, items: readonly string[]): Row {
  const cells: readonly Cell[] = items.map((item, index) => ({
    text: sanitize(item) + (index < items.length - 1 ? "," : ""),
  }));
  return { label, cells: cells.length === 0 ? [{ text: "none" }] : cells, gap: " " };
}
