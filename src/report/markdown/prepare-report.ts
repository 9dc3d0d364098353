import { parseUrl } from "../../model/parse-url.ts";
import type { AlertView, EntryView, GroupView, ReportView } from "../view/report-view.ts";
import { type Alike, alike } from "./alike.ts";
import { type EntryLines, entryLines } from "./entry-lines.ts";
import type { MarkdownOptions } from "./markdown-options.ts";
import { prose } from "./prose.ts";

/** A group with the lines of its entries, which are the same however often it is written. */
export interface PreparedGroup extends GroupView {
  readonly lines: ReadonlyMap<EntryView, EntryLines>;
  /** Those that are told of together; they stand first. */
  readonly alike: Alike;
  /** How many places are listed of those that are alike; what changes there is told already. */
  readonly places: number;
}

/** A report that is ready to be written, however much of it there is room for. */
export interface PreparedReport extends Omit<ReportView, "sections"> {
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
  view: ReportView,
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
