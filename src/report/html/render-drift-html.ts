import type { DriftDocument } from "../../model/drift-document.ts";
import { driftView } from "../view/drift-view.ts";
import { renderReportHtml } from "./render-report-html.ts";

/** What has moved, as one page that needs nothing but itself. Ends with a line break. */
export function renderDriftHtml(drift: DriftDocument): string {
  return renderReportHtml(driftView(drift));
}
