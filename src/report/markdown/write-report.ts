import { escapeHtml } from "../html/escape-html.ts";
import type { AlertView } from "../view/report-view.ts";
import { codeSpan } from "./code-span.ts";
import { folded } from "./folded.ts";
import { notShown } from "./not-shown.ts";
import type { PreparedReport } from "./prepare-report.ts";
import { prose } from "./prose.ts";
import type { Shares } from "./shares.ts";
import { alertItems, writeAlerts } from "./write-alerts.ts";
import { writeGroup } from "./write-group.ts";

/** The report as Markdown, as much of it as `shares` says. Ends with a line break. */
export function writeReport(report: PreparedReport, shares: Shares): string {
  const groups = report.sections.flatMap((section) => section.groups);
  const numbers = new Map(
    groups.map((group, index) => [
      group,
      { entries: shares.entries[index] ?? 0, details: shares.details[index] ?? 0 },
    ]),
  );
  const blocks = [
    `## ${prose(report.title)}`,
    // What cannot be undone is read before the numbers, because these look the same either way.
    alerts("caution", report, shares),
    counts(report),
    report.notes.map(prose).join("\n\n"),
    alerts("warning", report, shares),
    ...report.sections.flatMap(({ heading, groups: of }) => [
      heading === "" ? "" : `## ${prose(heading)}`,
      ...of.map((group) =>
        writeGroup(group, numbers.get(group) ?? { entries: 0, details: 0 }).join("\n"),
      ),
    ]),
    moreAlerts(report, shares),
    notShown(report, shares),
    facts(report),
  ];
  return `${blocks
    .map((block) => block.trim())
    .filter((block) => block !== "")
    .join("\n\n")}\n`;
}

function alerts(level: AlertView["level"], report: PreparedReport, shares: Shares): string {
  const shown = report.alerts.slice(0, shares.alerts).filter((alert) => alert.level === level);
  const all = [...report.alerts, ...report.moreAlerts].filter((alert) => alert.level === level);
  return writeAlerts(level, shown, all.length - shown.length).join("\n");
}

function moreAlerts(report: PreparedReport, shares: Shares): string {
  const shown = report.moreAlerts.slice(0, shares.moreAlerts);
  if (shown.length === 0) return "";
  return folded(`${shown.length} further warnings`, alertItems(shown)).join("\n");
}

/** The words are our own, so that nothing foreign can come to stand in a table. */
function counts({ counts: rows }: PreparedReport): string {
  const labels = rows[0]?.counts.map(({ label }) => label) ?? [];
  const named = rows.some(({ name }) => name !== "");
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    line([...(named ? [" "] : []), ...labels]),
    line([...(named ? [":--"] : []), ...labels.map(() => ":-:")]),
    ...rows.map((row) =>
      line([
        ...(named ? [row.name] : []),
        ...row.counts.map(({ count }) => (count === 0 ? "0" : `**${count}**`)),
      ]),
    ),
  ].join("\n");
}

function facts({ facts: of }: PreparedReport): string {
  const words = of.map(([label, value]) => `${escapeHtml(label)} ${codeSpan(value)}`);
  return `<sub>${words.join(" · ")}</sub>`;
}
