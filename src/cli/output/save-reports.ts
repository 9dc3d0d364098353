import { maskDocument } from "../../comments/publicity.ts";
import { applyStatus } from "../../documents/apply-status.ts";
import type { ReportDocument } from "../../documents/report-document.ts";
import { longestSummary } from "../../model/github-limits.ts";
import type { PlanDocument } from "../../model/plan-document.ts";
import { renderApplyStatus } from "../../render/markdown/render-apply-status.ts";
import { renderPlanMarkdown } from "../../render/markdown/render-report-markdown.ts";
import { renderJson } from "../../render/render-json.ts";
import type { Io } from "../io.ts";
import type { OutFile } from "../options/out-option.ts";
import { writeFiles } from "./output-file.ts";

/**
 * Saves what happened: as data, or as Markdown for the summary of a job, with the result above the
 * plan itself.
 *
 * @param plan the one that was reviewed, or else the one that was shown; undefined where the run was
 *   refused before there was one
 */
export function saveReports(
  files: readonly OutFile[],
  report: ReportDocument,
  plan: (() => PlanDocument) | undefined,
  io: Io,
): void {
  writeFiles(
    files,
    (format) =>
      format === "json"
        ? `${renderJson(report)}\n`
        : markdown(plan && maskDocument(plan()), report),
    io,
  );
}

function markdown(plan: PlanDocument | undefined, report: ReportDocument): string {
  const status = renderApplyStatus(applyStatus(plan, report));
  if (plan === undefined) return status;
  const bytes = longestSummary - Buffer.byteLength(status) - 1;
  return `${status}\n${renderPlanMarkdown(plan, { bytes })}`;
}
