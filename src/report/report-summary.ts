import type { ApplyReport } from "../model/outcome.ts";

/** How the actions of a run ended, under the names that its document has for that. */
export interface ReportSummary {
  readonly applied: number;
  readonly failed: number;
  readonly not_attempted: number;
}

export function reportSummary(report: ApplyReport): ReportSummary {
  const count = (status: keyof ReportSummary): number =>
    report.outcomes.filter((outcome) => outcome.status === status).length;
  return {
    applied: count("applied"),
    failed: count("failed"),
    not_attempted: count("not_attempted"),
  };
}
