import type { AlertView, DocumentView } from "../../documents/views/document-view.ts";
import { driftView } from "../../documents/views/drift-view.ts";
import { planView, savedPlan } from "../../documents/views/plan-view.ts";
import type { DriftDocument } from "../../model/drift-document.ts";
import type { PlanDocument } from "../../model/plan-document.ts";
import { alertItems, type Piece, piecesOf } from "./report-pieces.ts";
import {
  clipped,
  type MarkdownOptions,
  type MarkdownReport,
  type ShownPiece,
  shownPiece,
  topAlerts,
  writeReport,
} from "./write-report.ts";

/**
 * A plan as Markdown for comments and step summaries: counts, damage, blocked actions and deletes
 * first, the rest folded, everything foreign harmless. Ends with a line break.
 *
 * @example renderPlanMarkdown(plan, { limit: 65_536, wholeAt: runUrl })
 */
export function renderPlanMarkdown(plan: PlanDocument, options: MarkdownOptions = {}): string {
  return renderReportMarkdown(planView(savedPlan(plan)), options);
}

/** What changed, as Markdown for issues and step summaries. Ends with a line break. */
export function renderDriftMarkdown(drift: DriftDocument, options: MarkdownOptions = {}): string {
  return renderReportMarkdown(driftView(drift), options);
}

/** A report as Markdown for GitHub, cut to the limit by leaving out what matters least. */
export function renderReportMarkdown(view: DocumentView, options: MarkdownOptions): string {
  const room = roomOf(options);
  return inFull(prepare(view, options), room) ?? cut(prepare(clipped(view), options), room);
}

function prepare(view: DocumentView, options: MarkdownOptions): MarkdownReport {
  const groups = view.sections.flatMap((section) => section.groups);
  return { view, options, pieces: new Map(groups.map((group) => [group, piecesOf(group)])) };
}

/** All of a report; undefined where that is too much, of which no more is made than shows it. */
function inFull(report: MarkdownReport, { size, sizeOf }: Room): string | undefined {
  const pieces = new Map<Piece, ShownPiece>();
  let length = 0;
  for (const piece of [...report.pieces.values()].flat()) {
    const shown = shownPiece(piece, piece.count);
    length += shown.text.length;
    if (length > size) return undefined;
    pieces.set(piece, shown);
  }
  const text = writeReport(report, { alerts: new Set(report.view.alerts), pieces });
  return sizeOf(text) <= size ? text : undefined;
}

interface Room {
  readonly size: number;
  readonly sizeOf: (text: string) => number;
}

function roomOf({ limit = Number.POSITIVE_INFINITY, bytes }: MarkdownOptions): Room {
  if (bytes === undefined) return { size: limit, sizeOf: (text) => text.length };
  // No text has more units than bytes.
  return { size: Math.min(limit, bytes), sizeOf: (text) => Buffer.byteLength(text) };
}

/** What says how much is missing, and the line breaks between blocks. */
const reserve = 300;

/**
 * As much of a report as fits: alerts first, then a line for each entry by importance, the names of
 * what is blocked or goes, what changes, what stays, and last where what is alike is.
 */
function cut(report: MarkdownReport, { size, sizeOf }: Room): string {
  const alerts = new Set<AlertView>();
  const pieces = new Map<Piece, ShownPiece>();
  let left = size - sizeOf(writeReport(report, { alerts, pieces })) - reserve;
  const take = (text: string, before = ""): boolean => {
    const needed = sizeOf(text) - sizeOf(before) + 2;
    if (needed > left) return false;
    left -= needed;
    return true;
  };
  const show = (piece: Piece, shown: ShownPiece): void => {
    if (take(shown.text, pieces.get(piece)?.text)) pieces.set(piece, shown);
  };
  const brief = (of: readonly Piece[]): void => {
    for (const piece of of) show(piece, { text: piece.brief, hasChange: false, listed: 0 });
  };
  for (const alert of topAlerts(report.view))
    if (take(`> ${alertItems([alert])[0]}`)) alerts.add(alert);
  const all = [...report.pieces.values()].flat().toSorted((a, b) => a.rank - b.rank);
  const of = (...weights: readonly Piece["weight"][]): readonly Piece[] =>
    all.filter(({ weight }) => weights.includes(weight));
  const list = (some: readonly Piece[]): void => {
    for (const piece of some) {
      const before = pieces.get(piece);
      if (before === undefined || piece.count === 0) continue;
      const room = left + sizeOf(before.text) - 2;
      const fits = (count: number): boolean => sizeOf(shownPiece(piece, count).text) <= room;
      const most = largest(piece.count, fits);
      if (most > 0) show(piece, shownPiece(piece, most));
    }
  };
  brief(of("blocked", "loss", "change"));
  list(of("blocked", "loss"));
  for (const piece of of("loss", "change"))
    if (pieces.get(piece)?.hasChange === false) show(piece, shownPiece(piece, 0));
  brief(of("quiet"));
  list(of("change", "quiet"));
  for (const alert of report.view.alerts)
    if (!alerts.has(alert) && take(alertItems([alert])[0] ?? "")) alerts.add(alert);
  return writeReport(report, { alerts, pieces });
}

/** The largest number that fits; 0 where none does. */
function largest(most: number, fits: (count: number) => boolean): number {
  if (fits(most)) return most;
  let [low, high] = [0, most];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}
