import { type PlanDocument, renderJson, renderPlanHtml, renderPlanMarkdown } from "../../index.ts";
import { type FileFormat, longestMarkdown } from "./file-format.ts";

/** A plan as a file of this format, ending with a line break. */
export function formatPlan(document: PlanDocument, format: FileFormat): string {
  switch (format) {
    case "json":
      return `${renderJson(document)}\n`;
    case "markdown":
      return renderPlanMarkdown(document, { bytes: longestMarkdown });
    case "html":
      return renderPlanHtml(document);
    default:
      return format satisfies never;
  }
}
