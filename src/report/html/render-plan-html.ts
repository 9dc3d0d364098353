import type { PlanDocument } from "../../model/plan-document.ts";
import { planView } from "../view/plan-view.ts";
import { renderReportHtml } from "./render-report-html.ts";

/** A plan as one page that needs nothing but itself. Ends with a line break. */
export function renderPlanHtml(plan: PlanDocument): string {
  return renderReportHtml(planView(plan));
}
