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
  hookAsides,
  scopesOf,
} from "../../documents/views/fold.ts";
import { joinWords } from "../../model/format.ts";
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
  wayOut,
  wrapProse,
} from "./layout.ts";
import { type Palette, type TextOptions, unstyled } from "./palette.ts";
import { fieldRow } from "./report-rows.ts";

/** Entries below the names of their scopes: a block of lines for each set of scopes. */
export function renderEntries(
  { entries, weight }: Pick<GroupView, "entries" | "weight">,
  options: TextOptions,
): readonly string[] {
  const explained = new Map<string, string>();
  // What is lost or stuck is named, however many there are.
  const isNamed = options.verbose === true || weight !== "change";
  const verbWidth = widest(entries.map(shownVerb));
  const groups = groupBy(entries, (entry) => scopesOf(entry).join(" ").toLowerCase());
  return [...groups.values()].map((group) => {
    const lines = group.flatMap((entry) => [
      ...entryLines(entry, verbWidth, { ...options, isNamed }),
      ...explain(entry, explained, options),
    ]);
    return [...scopeLines(group[0], options), ...lines].join("\n");
  });
}

function shownVerb({ verb, blocked }: EntryView): string {
  return blocked === null ? verb : "blocked";
}

/** What a plan made offline calls a selector, as which no repository can be called. */
const selector = /^[^/]+\/.*[^\w.-]/;

function scopeLines(entry: EntryView, { palette, width }: TextOptions): readonly string[] {
  const scopes = scopesOf(entry);
  if (scopes.length > 1)
    return wrapProse(sanitize(describeScopes(scopes)), {
      ...{ first: "", rest: "  ", width: lineWidth(width), style: palette.scope },
    });
  const [scope = ""] = scopes;
  const all = selector.test(scope) ? palette.muted("  every repository that it selects") : "";
  return [palette.scope(sanitize(scope)) + all];
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
  const asideOf = hookAsides(entry);
  const cells = hooks.map((hook, index) => {
    const { text, style = unstyled } = hookCell(hook, palette);
    const aside = asideOf(verbose === true ? hook : { ...hook, place: "" });
    const rest = `${aside === "" ? "" : ` (${sanitize(aside)})`}${index < hooks.length - 1 ? "," : ""}`;
    return { text: text + rest, style: () => style(text) + rest };
  });
  return [{ label: "hooks", cells, gap: " " }];
}

/** So few hooks are named although they are alike. */
const few = 4;

type NamingOptions = TextOptions & { readonly isNamed: boolean };

function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, displayWidth(text)), 0);
}

/** Of a hook that is deleted the document alone has every field. */
function shownFields({ verb, fields }: EntryView): readonly FieldView[] {
  const most: readonly string[] = ["events", "active"];
  return verb === "delete"
    ? fields.filter(({ kind, field }) => kind === "words" || most.includes(field))
    : fields;
}

/** What, which hook, where the file asks for it; below, what is said of every field. */
function entryLines(entry: EntryView, verbWidth: number, options: NamingOptions) {
  const { palette } = options;
  const width = clampWidth(options.width);
  const verb = shownVerb(entry);
  const place = sanitize(commonPlace(entry));
  const rows = [
    ...shownFields(entry).map((field) => fieldRow(field, entry, palette)),
    ...hooksRow(entry, options),
  ];
  const notes = [verb === entry.verb ? "" : entry.verb, sanitize(entry.note)];
  const cells = [
    { text: sanitize(entry.url) },
    idCell(entry, palette),
    { text: joinWords(notes), style: palette.muted },
    { text: place, style: palette.muted },
  ].filter(({ text }) => text !== "");
  const lead = `${entry.sign} ${padCell(verb, verbWidth)}`;
  // A place that has no room behind a long URL stands below instead.
  const fits =
    place === "" || displayWidth([lead, ...cells.map(({ text }) => text)].join("  ")) + 2 <= width;
  const shown = fits ? cells : cells.slice(0, -1);
  return [
    [
      "",
      palette[entry.tone](lead),
      ...shown.map(({ text, style = unstyled }: Cell) => style(text)),
    ].join("  "),
    ...renderRows(fits ? rows : [...rows, textRow("source", place, palette.muted)], {
      palette,
      width,
    }),
  ];
}

/** The id of one hook alone. It stands at every live hook, for masks can make two URLs look alike. */
function idCell({ hooks }: EntryView, palette: Palette): Cell {
  const [first, ...others] = hooks;
  if (first === undefined || first.hookId === null || others.length > 0) return { text: "" };
  return { text: `#${first.hookId}`, style: (text) => palette.link(text, first.link) };
}

/**
 * Why an entry is blocked, and the way out. A fleet can have hundreds that are blocked for one reason:
 * the first is explained in full and the others refer to it.
 */
function explain(
  { blocked, hooks, url }: EntryView,
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
  const id = hooks.length === 1 ? hooks[0]?.hookId : null;
  explained.set(key, id == null ? sanitize(url) : `#${id}`);
  const rest = " ".repeat(8);
  const why = `${code} ${sanitizeProse(blocked.why)}`;
  const [first = "", ...others] = wrapProse(why, { first: "", rest, width });
  return [
    // The code is at the start of the first line, which is long enough to hold it.
    `      ${palette.blocked("!")} ${palette.blocked(code)}${first.slice(code.length)}`,
    ...others,
    ...wayOut(blocked.wayOut, 6, options),
  ];
}
