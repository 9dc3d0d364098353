import type { DocumentView } from "../../documents/views/document-view.ts";
import { driftView } from "../../documents/views/drift-view.ts";
import { planView } from "../../documents/views/plan-view.ts";
import type { DriftDocument } from "../../model/drift-document.ts";
import type { PlanDocument } from "../../model/plan-document.ts";
import { everything, fitShares } from "./fit-shares.ts";
import { type MarkdownOptions, prepareReport } from "./prepare-report.ts";
import { writeReport } from "./write-report.ts";

/** How many places are listed of hooks that are alike: the most for which there is room. */
const steps = [Number.POSITIVE_INFINITY, 1_000, 300, 100];
const fewest = 40;

function isWithin(text: string, { limit, bytes }: MarkdownOptions): boolean {
  if (limit !== undefined && text.length > limit) return false;
  // No unit of UTF-16 becomes more than three bytes.
  if (bytes === undefined || text.length * 3 <= bytes) return true;
  return text.length <= bytes && Buffer.byteLength(text) <= bytes;
}

/** A report as Markdown for GitHub, cut to the limit by dropping what matters least. */
export function renderReportMarkdown(view: DocumentView, options: MarkdownOptions): string {
  const fits = (text: string): boolean => isWithin(text, options);
  for (const places of steps) {
    const whole = prepareReport(view, options, places);
    const text = writeReport(whole, everything(whole));
    if (fits(text)) return text;
  }
  const report = prepareReport(view, options, fewest);
  const shares = fitShares(report, (tried) => fits(writeReport(report, tried)));
  return writeReport(report, shares);
}

/**
 * A plan as Markdown for comments and step summaries: counts, damage, blocked actions and deletes
 * first, the rest folded, everything foreign harmless. Ends with a line break.
 *
 * @example renderPlanMarkdown(plan, { limit: 65_536, wholeAt: runUrl })
 */
export function renderPlanMarkdown(plan: PlanDocument, options: MarkdownOptions = {}): string {
  return renderReportMarkdown(planView(plan), options);
}

/** What changed, as Markdown for issues and step summaries. Ends with a line break. */
export function renderDriftMarkdown(drift: DriftDocument, options: MarkdownOptions = {}): string {
  return renderReportMarkdown(driftView(drift), options);
}
