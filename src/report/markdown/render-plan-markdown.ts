import type { PlanDocument } from "../../model/plan-document.ts";
import { planView } from "../view/plan-view.ts";
import type { MarkdownOptions } from "./markdown-options.ts";
import { renderReportMarkdown } from "./render-report-markdown.ts";

/**
 * A plan as Markdown for comments and step summaries: counts, damage, blocked actions and deletes
 * first, the rest folded, everything foreign harmless. Ends with a line break.
 *
 * @example renderPlanMarkdown(plan, { limit: 65_536, wholeAt: runUrl })
 */
export function renderPlanMarkdown(plan: PlanDocument, options: MarkdownOptions = {}): string {
  return renderReportMarkdown(planView(plan), options);
}
