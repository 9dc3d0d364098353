import { groupBy } from "../../model/group-by.ts";
import { countNoun } from "../text/count-noun.ts";
import type { PreparedReport } from "./prepare-report.ts";
import type { Shares } from "./shares.ts";

/** How much of a report is not shown, and where it is. */
export function notShown(report: PreparedReport, shares: Shares): string {
  const { sections, pointer } = report;
  const groups = sections.flatMap((section) => section.groups);
  const untold =
    report.alerts.length - shares.alerts + report.moreAlerts.length - shares.moreAlerts;
  const all = groups.reduce((sum, { entries }) => sum + entries.length, 0);
  const shown = shares.entries.reduce((sum, count) => sum + count, 0);
  const bare = groups.reduce((sum, { entries, lines }, index) => {
    const [from, to] = [shares.details[index] ?? 0, shares.entries[index] ?? 0];
    return sum + entries.slice(from, to).filter((entry) => hasDetails(lines.get(entry))).length;
  }, 0);
  const unplaced = groups.reduce((sum, group, index) => {
    const together = group.entries
      .slice(0, shares.entries[index])
      .filter((of) => group.alike.has(of));
    const parts = groupBy(together, (of) => group.alike.get(of) ?? "");
    return [...parts.values()].reduce(
      (more, { length }) => more + Math.max(0, length - group.places),
      sum,
    );
  }, 0);
  const missing = [
    ...(untold > 0 ? [countNoun(untold, "warning")] : []),
    ...(all > shown ? [`${all - shown} of ${all} hooks`] : []),
    ...(unplaced > 0 ? [`the places of ${unplaced} that are alike`] : []),
    ...(bare > 0 ? [`the fields of ${bare} more`] : []),
  ];
  if (missing.length === 0) return pointer;
  return [`**Not shown here, for want of room:** ${missing.join(", ")}.`, pointer].join(" ").trim();
}

function hasDetails(lines: { readonly details: readonly string[] } | undefined): boolean {
  return (lines?.details.length ?? 0) > 0;
}
