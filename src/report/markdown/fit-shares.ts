import type { PreparedReport } from "./prepare-report.ts";
import { everything, type Shares } from "./shares.ts";

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
