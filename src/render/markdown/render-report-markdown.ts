import type { AlertView, DocumentView } from "../../documents/views/document-view.ts";
import { driftView } from "../../documents/views/drift-view.ts";
import { planView, savedPlan } from "../../documents/views/plan-view.ts";
import type { DriftDocument } from "../../model/drift-document.ts";
import type { PlanDocument } from "../../model/plan-document.ts";
import { alertItems, type Piece, piecesOf } from "./report-pieces.ts";
import {
  type MarkdownOptions,
  type MarkdownReport,
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
  const groups = view.sections.flatMap((section) => section.groups);
  const pieces = new Map(groups.map((group) => [group, piecesOf(group)]));
  const report = { view, options, pieces };
  const room = roomOf(options);
  return inFull(report, room) ?? cut(report, room);
}

/** All of a report; undefined where that is too much, of which no more is made than shows it. */
function inFull(report: MarkdownReport, { size, sizeOf }: Room): string | undefined {
  const texts = new Map<Piece, string>();
  let length = 0;
  for (const piece of [...report.pieces.values()].flat()) {
    const text = piece.full();
    length += text.length;
    if (length > size) return undefined;
    texts.set(piece, text);
  }
  const text = writeReport(report, { alerts: new Set(report.view.alerts), texts });
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
 * As much of a report as fits: alerts first, then a line for each entry by importance, more of what is
 * blocked or goes, of what changes, and last what stays.
 */
function cut(report: MarkdownReport, { size, sizeOf }: Room): string {
  const alerts = new Set<AlertView>();
  const texts = new Map<Piece, string>();
  let left = size - sizeOf(writeReport(report, { alerts, texts })) - reserve;
  const take = (text: string, before = ""): boolean => {
    const needed = sizeOf(text) - sizeOf(before) + 2;
    if (needed > left) return false;
    left -= needed;
    return true;
  };
  const all = [...report.pieces.values()].flat().toSorted((a, b) => a.rank - b.rank);
  const show = (weights: readonly Piece["weight"][], textOf: (piece: Piece) => string): void => {
    for (const piece of all) {
      if (left <= 0 || !weights.includes(piece.weight)) continue;
      const text = textOf(piece);
      if (take(text, texts.get(piece))) texts.set(piece, text);
    }
  };
  const brief = ({ brief: text }: Piece): string => text;
  const more = (piece: Piece): string => (texts.has(piece) ? piece.full() : piece.brief);
  for (const alert of topAlerts(report.view))
    if (take(`> ${alertItems([alert])[0]}`)) alerts.add(alert);
  show(["blocked", "loss", "change"], brief);
  show(["blocked", "loss"], more);
  show(["change"], more);
  show(["quiet"], brief);
  show(["quiet"], more);
  for (const alert of report.view.alerts)
    if (!alerts.has(alert) && take(alertItems([alert])[0] ?? "")) alerts.add(alert);
  return writeReport(report, { alerts, texts });
}
