import type { ApplyReport } from "../../model/outcome.ts";

/** How the actions of a run ended, under the names that its document has for that. */
export interface ReportSummary {
  readonly applied: number;
  readonly failed: number;
  readonly not_attempted: number;
  /** Hooks that were written and whose secret is not proved; only where secrets were looked at. */
  readonly unproved?: number;
}

export function reportSummary(report: ApplyReport): ReportSummary {
  const verdicts = report.outcomes.flatMap((outcome) =>
    outcome.status === "not_attempted" ? [] : (outcome.verification?.verdict ?? []),
  );
  const unproved = verdicts.filter((verdict) => verdict !== "proved").length;
  const count = (status: keyof ReportSummary): number =>
    report.outcomes.filter((outcome) => outcome.status === status).length;
  return {
    applied: count("applied"),
    failed: count("failed"),
    not_attempted: count("not_attempted"),
    ...(verdicts.length === 0 ? {} : { unproved }),
  };
}
