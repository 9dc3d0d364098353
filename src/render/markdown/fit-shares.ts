import { countNoun } from "../../documents/format.ts";
import { groupBy } from "../../model/group-by.ts";
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
  return [`**Not shown here (no room):** ${missing.join(", ")}.`, pointer].join(" ").trim();
}

function hasDetails(lines: { readonly details: readonly string[] } | undefined): boolean {
  return (lines?.details.length ?? 0) > 0;
}

/**
 * As much of a report as fits: alerts first, then single lines by importance, then what stands below
 * them, then what stays as it is, last the many warnings of one kind.
 */
export function fitShares(report: PreparedReport, fits: (shares: Shares) => boolean): Shares {
  const groups = report.sections.flatMap((section) => section.groups);
  const most = groups.map(({ entries }) => entries.length);
  if (fits(everything(report))) return everything(report);

  const none = groups.map(() => 0);
  const byImportance = groups
    .map(({ rank, weight }, index) => ({ rank, index, isQuiet: weight === "quiet" }))
    .toSorted((left, right) => left.rank - right.rank);
  const loud = byImportance.filter(({ isQuiet }) => !isQuiet);
  const quiet = byImportance.filter(({ isQuiet }) => isQuiet);

  let shares: Shares = { alerts: 0, moreAlerts: 0, entries: none, details: none };
  const settle = (count: number, share: (count: number, before: Shares) => Shares): void => {
    const before = shares;
    shares = largest(count, (number) => share(number, before), fits);
  };
  settle(report.alerts.length, (alerts, before) => ({ ...before, alerts }));
  for (const { index } of loud)
    settle(most[index] ?? 0, (count, before) => ({
      ...before,
      entries: before.entries.with(index, count),
    }));
  for (const { index } of loud)
    settle(shares.entries[index] ?? 0, (count, before) => ({
      ...before,
      details: before.details.with(index, count),
    }));
  for (const { index } of quiet)
    settle(most[index] ?? 0, (count, before) => ({
      ...before,
      entries: before.entries.with(index, count),
    }));
  settle(report.moreAlerts.length, (moreAlerts, before) => ({ ...before, moreAlerts }));
  return shares;
}

/** The largest share that fits; that of nothing where none does. */
function largest(
  most: number,
  share: (count: number) => Shares,
  fits: (shares: Shares) => boolean,
): Shares {
  if (fits(share(most))) return share(most);
  let low = 0;
  let high = most;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(share(middle))) low = middle;
    else high = middle;
  }
  return share(low);
}
