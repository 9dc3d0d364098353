import type { PreparedReport } from "./prepare-report.ts";

/** How much of a report is shown; each number counts from the start of its list. */
export interface Shares {
  /** Of those that stand at the top. */
  readonly alerts: number;
  /** Of the others, which are folded. */
  readonly moreAlerts: number;
  /** Entries of each group, in the order of the document. */
  readonly entries: readonly number[];
  /** Of the entries shown, how many of each group have their fields below them. */
  readonly details: readonly number[];
}

/** All there is. */
export function everything(report: PreparedReport): Shares {
  const counts = report.sections.flatMap(({ groups }) =>
    groups.map(({ entries }) => entries.length),
  );
  return {
    alerts: report.alerts.length,
    moreAlerts: report.moreAlerts.length,
    entries: counts,
    details: counts,
  };
}
