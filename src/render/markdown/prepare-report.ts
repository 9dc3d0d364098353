import type {
  AlertView,
  DocumentView,
  EntryView,
  FieldView,
  GroupView,
} from "../../documents/views/document-view.ts";
import { groupBy } from "../../model/group-by.ts";
import { parseUrl } from "../../model/hook-url.ts";
import { sanitize } from "../../redact/sanitize.ts";
import { padCell } from "../text/layout.ts";
import { prose } from "./inline.ts";

/** How long a markdown report may get, and what stands around it. */
export interface MarkdownOptions {
  /**
   * The most characters that the text may have; default none. GitHub takes 65,536 in a comment. They
   * are counted in UTF-16 units, which are never fewer than GitHub's. Title, counts and notes are
   * never dropped: a limit below some thousands may be exceeded by them alone.
   */
  readonly limit?: number | undefined;
  /** The most bytes that it may have in UTF-8; default none. */
  readonly bytes?: number | undefined;
  /** A URL, or words, that say where the whole of it is. */
  readonly wholeAt?: string | undefined;
  /** In place of the name of the tool and the report. */
  readonly title?: string | undefined;
}

/** An entry as lines of a `diff` block, which GitHub colors by what a line begins with. */
export interface EntryLines {
  readonly opening: string;
  readonly details: readonly string[];
}

const verbWidth = 12;
const fieldWidth = 12;

export function entryLines(entry: EntryView): EntryLines {
  const { sign, verb, url, hookId, note, place } = entry;
  const words = [url, ...(hookId === null ? [] : [`#${hookId}`]), note, place]
    .filter((word) => word !== "")
    .map(sanitize);
  return {
    opening: `${sign} ${padCell(verb, verbWidth)}  ${words.join("  ")}`.trimEnd(),
    details: entry.fields.flatMap(fieldLines),
  };
}

function fieldLines(view: FieldView): readonly string[] {
  const label = padCell(sanitize(view.field), fieldWidth);
  if (view.kind === "words") return [`      ${label}  ${sanitize(view.text)}`];
  const line = (sign: string, items: readonly string[]): readonly string[] =>
    items.length === 0 ? [] : [`${sign}     ${label}  ${items.map(sanitize).join(", ")}`];
  return [...line("-", view.removed), ...line("+", view.added)];
}

/** So many hooks with the same change are told of once. */
const enough = 4;

/** By entry, what it has in common with others; only those that have enough of them. */
export type Alike = ReadonlyMap<EntryView, string>;

/** Entries of which the same can be said but for the scope: a change of a template makes hundreds. */
export function alike(entries: readonly EntryView[]): Alike {
  const groups = groupBy(entries, ({ verb, url, note, fields }) =>
    JSON.stringify([verb, url, note, fields]),
  );
  return new Map(
    [...groups]
      .filter(([, { length }]) => length >= enough)
      .toSorted(([, left], [, right]) => right.length - left.length)
      .flatMap(([key, of]) => of.map((entry) => [entry, key] as const)),
  );
}

/** A group with the lines of its entries, which are the same however often it is written. */
export interface PreparedGroup extends GroupView {
  readonly lines: ReadonlyMap<EntryView, EntryLines>;
  /** Those that are told of together; they stand first. */
  readonly alike: Alike;
  /** How many places are listed of those that are alike; what changes there is told already. */
  readonly places: number;
}

/** A report that is ready to be written, however much of it there is room for. */
export interface PreparedReport extends Omit<DocumentView, "sections"> {
  readonly sections: readonly {
    readonly heading: string;
    readonly groups: readonly PreparedGroup[];
  }[];
  /** Beyond those that stand at the top. */
  readonly moreAlerts: readonly AlertView[];
  /** Markdown that says where the whole is; empty where nobody knows. */
  readonly pointer: string;
}

/** The longest foreign text that is shown whole where room is short. */
const longest = 600;

/** Alerts of a level that are read before anything else; who has more reads them in a list. */
const atTheTop = 8;

/** With `places`, only so many are listed of hooks that are alike, and what is long is clipped. */
export function prepareReport(
  view: DocumentView,
  options: MarkdownOptions,
  places: number = Number.POSITIVE_INFINITY,
): PreparedReport {
  const clip = places === Number.POSITIVE_INFINITY ? (text: string) => text : clipped;
  const { wholeAt } = options;
  const alerts = view.alerts.map((alert) => ({
    ...alert,
    message: clip(alert.message),
    help: clip(alert.help),
    where: clip(alert.where),
  }));
  const top = (["caution", "warning"] as const).flatMap((level) =>
    alerts.filter((alert) => alert.level === level).slice(0, atTheTop),
  );
  return {
    ...view,
    title: clip(options.title ?? view.title),
    alerts: top,
    moreAlerts: alerts.filter((alert) => !top.includes(alert)),
    facts: view.facts.map(([label, value]) => [label, clip(value)] as const),
    sections: view.sections.map(({ heading, groups }) => ({
      heading,
      groups: groups.map((group) => prepareGroup(group, clip, places)),
    })),
    pointer: wholeAt === undefined ? "" : pointer(wholeAt),
  };
}

function prepareGroup(
  group: GroupView,
  clip: (text: string) => string,
  places: number,
): PreparedGroup {
  const entries = group.entries.map((entry) => ({
    ...entry,
    url: clip(entry.url),
    scope: clip(entry.scope),
    place: clip(entry.place),
    // Of what is blocked, why it is so is told, and not what would be done.
    fields: group.weight === "blocked" ? [] : entry.fields,
  }));
  const lines = new Map(entries.map((entry) => [entry, entryLines(entry)]));
  const together = alike(group.weight === "change" ? entries : []);
  const apart = entries.filter((entry) => !together.has(entry));
  return { ...group, entries: [...together.keys(), ...apart], lines, alike: together, places };
}

/** By code points: half a character would be none. */
function clipped(text: string): string {
  if (text.length <= longest) return text;
  return `${[...text.slice(0, longest - 1)].slice(0, -1).join("")}…`;
}

function pointer(wholeAt: string): string {
  const url = /^https?:\/\//i.test(wholeAt) ? parseUrl(wholeAt) : undefined;
  if (url === undefined) return `The whole: ${prose(wholeAt)}`;
  // What could end the address in Markdown is percent-encoded, which is the same address.
  const address = url.href.replace(/[^\w:/?#@!$&'*+,;=.~%-]/g, encodeURIComponent);
  return `[See the whole](<${address}>).`;
}
