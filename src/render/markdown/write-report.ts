import {
  type AlertView,
  alertLevels,
  type DocumentView,
} from "../../documents/views/document-view.ts";
import { closingCounts, countByReceiver } from "../../documents/views/fold.ts";
import { countNoun, joinWords } from "../../model/format.ts";
import { countBy } from "../../model/group-by.ts";
import { parseUrl } from "../../model/hook-url.ts";
import { escapeHtml } from "../html/page.ts";
import { codeSpan, folded, prose, table } from "./inline.ts";
import { alertBlock, alertItems, type Piece } from "./report-pieces.ts";

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
  /** Counts by kind and receiver in place of hooks. */
  readonly summary?: boolean | undefined;
}

/** A report as pieces, each of which can be left out. */
export interface MarkdownReport {
  readonly view: DocumentView;
  readonly options: MarkdownOptions;
  /** In the order of the sections and groups of the view. */
  readonly pieces: ReadonlyMap<unknown, readonly Piece[]>;
}

/** How much of a report is shown. */
export interface ShownParts {
  /** Of the alerts of each level that stand at the top, and of the others, which are folded. */
  readonly alerts: ReadonlySet<AlertView>;
  /** Those that are not there are left out. */
  readonly pieces: ReadonlyMap<Piece, ShownPiece>;
}

export type ShownPiece = ReturnType<typeof shownPiece>;

/** A piece with what changes, and with as many of its hooks. */
export function shownPiece(piece: Piece, listed: number) {
  return { text: piece.full(piece.linesOf(listed)), hasChange: true, listed };
}

/** The longest foreign text that is shown whole where room is short. */
const longest = 600;

/** Every long text of a value cut by code points: half a character would be none. */
export function clipped<T>(value: T): T {
  if (typeof value === "string")
    return (
      value.length <= longest ? value : `${[...value.slice(0, longest - 1)].slice(0, -1).join("")}…`
    ) as T;
  if (typeof value !== "object" || value === null) return value;
  const parts: readonly unknown[] = Object.values(value);
  const short = parts.map(clipped);
  // Few texts are long: what has none is not copied.
  if (short.every((part, index) => part === parts[index])) return value;
  if (Array.isArray(value)) return short as T;
  return Object.fromEntries(Object.keys(value).map((key, index) => [key, short[index]])) as T;
}

/** Alerts of a level that are read before anything else; who has more reads them in a list. */
const atTheTop = 8;

export function topAlerts({ alerts }: DocumentView): readonly AlertView[] {
  return alertLevels.flatMap((level) =>
    alerts.filter((alert) => alert.level === level).slice(0, atTheTop),
  );
}

/** `1 caution, 2 warnings`. */
function countAlerts(alerts: readonly AlertView[], kind = ""): string {
  const count = countBy(alerts, ({ level }) => level);
  return joinWords(
    alertLevels.map((level) => (count(level) > 0 ? countNoun(count(level), kind + level) : "")),
  );
}

/** Exactly this much of a report as Markdown. Ends with a line break. */
export function writeReport(report: MarkdownReport, shown: ShownParts): string {
  const { view, options } = report;
  const top = topAlerts(view);
  const alerts = (level: AlertView["level"]): string => {
    const here = top.filter((alert) => alert.level === level && shown.alerts.has(alert));
    const all = view.alerts.filter((alert) => alert.level === level);
    return alertBlock(level, here, all.length - here.length);
  };
  const further = view.alerts.filter((alert) => shown.alerts.has(alert) && !top.includes(alert));
  const blocks = [
    `## ${prose(view.title)}`,
    // What cannot be undone is read before the numbers, because these look the same either way.
    alerts("caution"),
    counts(view),
    view.notes.map(({ text }) => prose(text)).join("\n\n"),
    alerts("warning"),
    alerts("note"),
    ...(options.summary === true ? [receivers(view)] : groups(report, shown)),
    further.length === 0
      ? ""
      : folded(countAlerts(further, "further "), alertItems(further)).join("\n"),
    `**${view.closing.title}** ${closingCounts(view)}`,
    notShown(report, shown),
    facts(view),
  ];
  return `${joinWords(
    blocks.map((block) => block.trim()),
    "\n\n",
  )}\n`;
}

function groups({ view, pieces }: MarkdownReport, shown: ShownParts): readonly string[] {
  return view.sections.flatMap(({ heading, groups: of }) => [
    heading === "" ? "" : `## ${prose(heading)}`,
    ...of.flatMap((group) => {
      const texts = (pieces.get(group) ?? []).flatMap(
        (piece) => shown.pieces.get(piece)?.text ?? [],
      );
      const left = group.entries.length - texts.length;
      return [
        `### ${prose(group.heading)}`,
        prose(group.lede),
        ...texts,
        left === 0 ? "" : `… and ${left} more, not shown here.`,
      ];
    }),
  ]);
}

/** The words are our own, so that nothing foreign can come to stand in a table. */
function counts({ counts: rows }: DocumentView): string {
  const labels = rows[0]?.counts.map(({ label }) => [label, ":-:"] as const) ?? [];
  const named = rows.some(({ name }) => name !== "");
  const cells = rows.map((row) => [
    ...(named ? [row.name] : []),
    ...row.counts.map(({ count }) => (count === 0 ? "0" : `**${count}**`)),
  ]);
  return table([...(named ? [[" ", ":--"] as const] : []), ...labels], cells);
}

function receivers(view: DocumentView): string {
  const { kinds, rows } = countByReceiver(view);
  if (rows.length === 0) return "";
  return table(
    [["receiver", ":--"], ...kinds.map((kind) => [kind, "--:"] as const)],
    rows.map(([name, ...of]) => [codeSpan(name), ...of]),
  );
}

/** How much of a report is not shown, and where it is. */
function notShown({ view, options, pieces }: MarkdownReport, shown: ShownParts): string {
  const { wholeAt, summary } = options;
  const pointer = wholeAt === undefined ? "" : pointerTo(wholeAt);
  if (summary === true) return pointer;
  const all = [...pieces.values()].flat();
  const count = (of: (piece: Piece) => number): number =>
    all.reduce((sum, piece) => sum + of(piece), 0);
  const hooksOf = ({ entry }: Piece): number => entry.hooks.length;
  const hidden = count((piece) => (shown.pieces.has(piece) ? 0 : hooksOf(piece)));
  const unlisted = count((piece) =>
    shown.pieces.has(piece) ? piece.count - (shown.pieces.get(piece)?.listed ?? 0) : 0,
  );
  const bare = count((piece) =>
    shown.pieces.get(piece)?.hasChange === false && piece.full([]) !== piece.brief ? 1 : 0,
  );
  const missing = joinWords([
    countAlerts(view.alerts.filter((alert) => !shown.alerts.has(alert))),
    hidden > 0 ? `${hidden} of ${count(hooksOf)} hooks` : "",
    unlisted > 0 ? `the names of ${unlisted} that are alike` : "",
    bare > 0 ? `what changes in ${bare} of those above` : "",
  ]);
  return joinWords(
    [missing === "" ? "" : `**Not shown here (no room):** ${missing}.`, pointer],
    " ",
  );
}

function pointerTo(wholeAt: string): string {
  const url = /^https?:\/\//i.test(wholeAt) ? parseUrl(wholeAt) : undefined;
  if (url === undefined) return `The whole: ${prose(clipped(wholeAt))}`;
  // What could end the address in Markdown is percent-encoded, which is the same address.
  const address = url.href.replace(/[^\w:/?#@!$&'*+,;=.~%-]/g, encodeURIComponent);
  return `[See the whole](<${address}>).`;
}

function facts({ facts: of }: DocumentView): string {
  const words = of.map(([label, value]) => `${escapeHtml(label)} ${codeSpan(value)}`);
  return `<sub>${words.join(" · ")}</sub>`;
}
