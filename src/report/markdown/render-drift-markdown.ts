import type { DriftDocument } from "../../model/drift-document.ts";
import { driftView } from "../view/drift-view.ts";
import type { MarkdownOptions } from "./markdown-options.ts";
import { renderReportMarkdown } from "./render-report-markdown.ts";

/** What has moved, as Markdown for issues and step summaries. Ends with a line break. */
export function renderDriftMarkdown(drift: DriftDocument, options: MarkdownOptions = {}): string {
  return renderReportMarkdown(driftView(drift), options);
}
