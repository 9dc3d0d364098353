import type {
  EntryView,
  FieldView,
  GroupView,
  HookView,
} from "../../documents/views/document-view.ts";
import {
  commonPlace,
  countHooks,
  describeScopes,
  hookAside,
  scopesOf,
} from "../../documents/views/fold.ts";
import { groupBy } from "../../model/group-by.ts";
import { sanitize, sanitizeProse } from "../../redact/sanitize.ts";
import {
  type Cell,
  clampWidth,
  displayWidth,
  lineWidth,
  padCell,
  type Row,
  renderRows,
  textRow,
  wrapProse,
} from "./layout.ts";
import { type Palette, type Style, type TextOptions, unstyled } from "./palette.ts";

/** How a kind of report shows its entries. */
export interface EntryLook {
  /** What stands before the URL, and how many columns that takes. */
  readonly lead: (entry: EntryView) => string;
  readonly leadWidth: number;
  /** Before the names of scopes. */
  readonly indent: string;
  /** Why, where the rest does not say it; may be empty. */
  readonly note: (entry: EntryView) => string;
  readonly rows: (field: FieldView, entry: EntryView) => readonly Row[];
}

/** Entries below the names of their scopes: a block of lines for each set of scopes. */
export function renderEntries(
  { entries, weight }: Pick<GroupView, "entries" | "weight">,
  look: EntryLook,
  options: TextOptions,
): readonly string[] {
  const explained = new Map<string, string>();
  // What is lost or stuck is named, however many there are.
  const isNamed = options.verbose === true || weight !== "change";
  const groups = groupBy(entries, (entry) => scopesOf(entry).join(" ").toLowerCase());
  return [...groups.values()].map((group) => {
    const openings = group.map((entry) => openingOf(entry, look, options.palette));
    const columns = columnsOf(openings, clampWidth(options.width) - look.leadWidth);
    const lines = openings.flatMap((opening) => [
      ...entryLines(opening, columns, look, { ...options, isNamed }),
      ...explain(opening, explained, options),
    ]);
    return [...scopeLines(group[0], look.indent, options), ...lines].join("\n");
  });
}

/** What a plan made offline calls a selector, as which no repository can be called. */
const selector = /^[^/]+\/.*[^\w.-]/;

function scopeLines(
  entry: EntryView,
  indent: string,
  { palette, width }: TextOptions,
): readonly string[] {
  const scopes = scopesOf(entry);
  if (scopes.length > 1)
    return wrapProse(sanitize(describeScopes(scopes)), {
      first: indent,
      rest: `${indent}  `,
      width: lineWidth(width),
      style: palette.scope,
    });
  const [scope = ""] = scopes;
  const all = selector.test(scope) ? palette.muted("  every repository that it selects") : "";
  return [indent + palette.scope(sanitize(scope)) + all];
}

/** The cells of the line that opens an entry. An empty one has nothing to say. */
interface Opening {
  readonly entry: EntryView;
  readonly url: string;
  /** Stands at every live hook, for masks can make two URLs look alike. */
  readonly id: string;
  readonly link: Style;
  readonly note: string;
  readonly place: string;
}

function openingOf(entry: EntryView, look: EntryLook, palette: Palette): Opening {
  const [first, ...others] = entry.hooks;
  const isAlone = others.length === 0 && first !== undefined;
  return {
    entry,
    url: sanitize(entry.url),
    id: isAlone && first.hookId !== null ? `#${first.hookId}` : "",
    link: (text) => palette.link(text, first?.link ?? null),
    note: sanitize(look.note(entry)),
    place: sanitize(commonPlace(entry)),
  };
}

/** A hook by scope and id, as a cell that is never broken. */
export function hookCell({ scope, hookId, link }: HookView, palette: Palette): Cell {
  const name = sanitize(scope);
  if (hookId === null) return { text: name };
  const id = `#${hookId}`;
  return { text: `${name} ${id}`, style: () => `${name} ${palette.link(id, link)}` };
}

/** Each hook of those that are alike, where they are to be named and their scopes do not say it. */
function hooksRow(entry: EntryView, { palette, isNamed, verbose }: NamingOptions): readonly Row[] {
  const { hooks } = entry;
  if (hooks.length === 1) return [];
  const hasIds = hooks.some(({ hookId }) => hookId !== null);
  // Masks can make several hooks of one scope look alike.
  const isEachAlone = scopesOf(entry).length === hooks.length;
  if (!(isNamed || (hasIds && hooks.length <= few)))
    return isEachAlone ? [] : [textRow("hooks", countHooks(entry))];
  if (isEachAlone && !hasIds && hooks.length <= few) return [];
  const cells = hooks.map((hook, index) => {
    const { text, style = unstyled } = hookCell(hook, palette);
    const aside = hookAside(verbose === true ? hook : { ...hook, place: "" }, entry);
    const rest = `${aside === "" ? "" : ` (${sanitize(aside)})`}${index < hooks.length - 1 ? "," : ""}`;
    return { text: text + rest, style: () => style(text) + rest };
  });
  return [{ label: "hooks", cells, gap: " " }];
}

/** So few hooks are named although they are alike. */
const few = 4;

type NamingOptions = TextOptions & { readonly isNamed: boolean };

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
  options: NamingOptions,
): readonly string[] {
  const { palette } = options;
  const width = clampWidth(options.width);
  const { entry, place } = opening;
  const rows = [
    ...entry.fields.flatMap((field) => look.rows(field, entry)),
    ...hooksRow(entry, options),
  ];
  const plain = look.leadWidth + displayWidth(openingLine(opening, columns, unstyled));
  // A place that has no room behind a long URL stands below instead.
  const fits = plain <= width || place === "";
  const shown = fits ? opening : { ...opening, place: "" };
  return [
    look.lead(entry) + openingLine(shown, columns, palette.muted),
    ...renderRows(fits ? rows : [...rows, textRow("source", place, palette.muted)], {
      palette,
      width,
    }),
  ];
}

function openingLine(
  { url, id, link, note, place }: Opening,
  columns: Columns,
  muted: Style,
): string {
  const cells = [
    { text: url, width: columns.url },
    ...(columns.id === 0 ? [] : [{ text: id, width: columns.id, style: link }]),
    ...[note, place]
      .filter((text) => text !== "")
      .map((text) => ({ text, width: 0, style: muted })),
  ];
  // Lines end with their last word: blanks behind it would only be copied along.
  const end = cells.findLastIndex(({ text }) => text !== "") + 1;
  const shown = cells.slice(0, end).map((cell, index) => {
    const text = "style" in cell && cell.text !== "" ? cell.style(cell.text) : cell.text;
    return index === end - 1 ? text : text + padCell(cell.text, cell.width).slice(cell.text.length);
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
  options: TextOptions,
): readonly string[] {
  const { palette } = options;
  const width = clampWidth(options.width);
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
