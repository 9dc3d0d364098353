import type { ReportView } from "../view/report-view.ts";
import { filterScript } from "./filter-script.ts";
import { renderPage } from "./page.ts";
import { reportBody } from "./report-body.ts";
import { reportStyles } from "./report-styles.ts";

/** A report as one page. A report without entries has nothing to filter and needs no script. */
export function renderReportHtml(report: ReportView): string {
  const hasEntries = report.sections.some(({ groups }) => groups.length > 0);
  return renderPage({
    title: report.title,
    styles: reportStyles,
    body: reportBody(report),
    ...(hasEntries ? { script: filterScript } : {}),
  });
}
