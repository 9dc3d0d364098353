import { countNoun } from "../../documents/format.ts";
import type { AlertView, EntryView } from "../../documents/views/document-view.ts";
import { compareStrings } from "../../model/compare-strings.ts";
import { groupBy } from "../../model/group-by.ts";
import { sanitize } from "../../redact/sanitize.ts";
import { escapeHtml } from "../html/page.ts";
import { padCell } from "../text/layout.ts";
import { notShown, type Shares } from "./fit-shares.ts";
import { codeSpan, folded, prose } from "./inline.ts";
import { entryLines, type PreparedGroup, type PreparedReport } from "./prepare-report.ts";

/** What of a group's entries is shown. */
export interface Shown {
  readonly entries: readonly EntryView[];
  /** Those with their fields below them. */
  readonly detailed: ReadonlySet<EntryView>;
}

/** Entries as a block that GitHub colors. Every line begins with a sign or blanks: none can end it. */
export function diffBlock(
  group: PreparedGroup,
  { entries, detailed }: Shown,
  options: { readonly scopes: boolean },
): readonly string[] {
  const lines = [...groupBy(entries, ({ scope }) => scope.toLowerCase()).values()].flatMap(
    (part) => [
      ...(options.scopes ? [`@@ ${sanitize(part[0]?.scope ?? "")} @@`] : []),
      ...part.flatMap((entry) => {
        const prepared = group.lines.get(entry);
        if (prepared === undefined) return [];
        return [prepared.opening, ...(detailed.has(entry) ? prepared.details : [])];
      }),
    ],
  );
  return ["```diff", ...lines, "```"];
}

const markers = { caution: "CAUTION", warning: "WARNING" } as const;

/** An alert block as GitHub knows it. `left` says how many of its level stand elsewhere or nowhere. */
export function writeAlerts(
  level: AlertView["level"],
  alerts: readonly AlertView[],
  left: number,
): readonly string[] {
  if (alerts.length === 0 && left === 0) return [];
  const more = left === 0 ? [] : [`- … and ${left} more.`];
  return [`[!${markers[level]}]`, ...alertItems(alerts), ...more].map((line) => `> ${line}`);
}

/** A help that belongs to several alerts in a row is said once, below the last of them. */
export function alertItems(alerts: readonly AlertView[]): readonly string[] {
  return alerts.map(({ code, message, where, help }, index) => {
    const place = where === "" ? "" : ` ${codeSpan(where)}:`;
    const isTold = help === "" || alerts[index + 1]?.help === help;
    return `- **${codeSpan(code)}**${place} ${prose(message)}${isTold ? "" : `<br>→ ${prose(help)}`}`;
  });
}

/** More of them are folded, because readers of a comment look at no more at once. */
const most = 10;
/** So deep that nothing in a line can be the end of its block, whatever it begins with. */
const indent = "    ";

/** Entries that have their change in common: the change once, and below it where. */
export function writeAlike(group: PreparedGroup, { entries, detailed }: Shown): readonly string[] {
  const parts = [...groupBy(entries, (entry) => group.alike.get(entry) ?? "").values()];
  return parts.flatMap((part) => {
    const [first] = part;
    if (first === undefined) return [];
    const { opening, details } = entryLines({ ...first, hookId: null, place: "" });
    const summary = `<b>${part.length} alike</b>: ${escapeHtml(first.verb)} <code>${escapeHtml(first.url)}</code>`;
    const change = ["```diff", opening, ...(detailed.has(first) ? details : []), "```"];
    const lines = [
      ...change,
      ...folded("where", ["```text", ...places(part, group.places), "```"]),
    ];
    return folded(summary, lines, { open: parts.length <= most });
  });
}

function places(all: readonly EntryView[], limit: number): readonly string[] {
  const entries = all.slice(0, limit);
  const more = all.length - entries.length;
  const width = entries.reduce((longest, { scope }) => Math.max(longest, scope.length), 0);
  const lines = entries.map(({ scope, hookId, place }) => {
    const id = hookId === null ? "" : `#${hookId}`;
    const cells = [padCell(sanitize(scope), Math.min(width, 40)), id, sanitize(place)];
    return `${indent}${cells.filter((cell) => cell !== "").join("  ")}`.trimEnd();
  });
  return more === 0 ? lines : [...lines, `${indent}… and ${more} more`];
}

/** So few that they stand in the open. */
const fewBlocked = 12;

/** Blocked entries below the words that are true of them: why, and the way out, once for all. */
export function writeBlocked(entries: readonly EntryView[]): readonly string[] {
  const alike = [...groupBy(entries, ({ blocked }) => JSON.stringify(blocked)).values()];
  return alike.flatMap((part, index) => {
    const words = part[0]?.blocked ?? { reason: "blocked", why: "", wayOut: "" };
    return [
      ...(index === 0 ? [] : [""]),
      `**${words.reason}**: ${prose(words.why)}<br>→ ${prose(words.wayOut)}`,
      "",
      ...(part.length <= fewBlocked
        ? part.map(item)
        : folded(countNoun(part.length, "hook"), part.map(item))),
    ];
  });
}

function item({ scope, verb, url, hookId, place }: EntryView): string {
  const words = [
    `- ${codeSpan(scope)}: ${verb} ${codeSpan(url)}`,
    ...(hookId === null ? [] : [codeSpan(`#${hookId}`)]),
    ...(place === "" ? [] : [`at ${codeSpan(place)}`]),
  ];
  return words.join(" ");
}

/** So few that readers want to see them without a click. */
const few = 6;
/** So many that they are folded even where they matter most. */
const many = 30;

/** A group as Markdown: its heading, and the first of its entries as far as there is room. */
export function writeGroup(
  group: PreparedGroup,
  shown: { readonly entries: number; readonly details: number },
): readonly string[] {
  const entries = group.entries.slice(0, shown.entries);
  const left = group.entries.length - entries.length;
  const more = left === 0 ? [] : ["", `… and ${left} more, not shown here.`];
  const top = [
    `### ${prose(group.heading)}`,
    ...(group.lede === "" ? [] : ["", prose(group.lede)]),
  ];
  if (entries.length === 0) return [...top, "", `${left} not shown here.`];
  return [
    ...top,
    "",
    ...content(group, { entries, detailed: new Set(entries.slice(0, shown.details)) }),
    ...more,
  ];
}

function content(group: PreparedGroup, shown: Shown): readonly string[] {
  const { entries, detailed } = shown;
  switch (group.weight) {
    case "blocked":
      return writeBlocked(entries);
    case "loss":
      return entries.length <= many
        ? diffBlock(group, shown, { scopes: true })
        : folded(countNoun(entries.length, "hook"), diffBlock(group, shown, { scopes: true }));
    case "quiet":
      return folded(countNoun(entries.length, "hook"), diffBlock(group, shown, { scopes: true }));
    case "change": {
      const together = entries.filter((entry) => group.alike.has(entry));
      const apart = entries.filter((entry) => !group.alike.has(entry));
      return [
        ...writeAlike(group, { entries: together, detailed }),
        ...[...groupBy(apart, ({ scope }) => scope.toLowerCase()).values()].flatMap((part) =>
          folded(
            `<code>${escapeHtml(part[0]?.scope ?? "")}</code>: ${verbCounts(part)}`,
            diffBlock(group, { entries: part, detailed }, { scopes: false }),
            { open: group.entries.length - together.length <= few },
          ),
        ),
      ];
    }
    default:
      return group.weight satisfies never;
  }
}

function verbCounts(entries: readonly EntryView[]): string {
  return [...groupBy(entries, ({ verb }) => verb)]
    .toSorted(([left], [right]) => compareStrings(left, right))
    .map(([verb, { length }]) => `${length} ${escapeHtml(verb)}`)
    .join(", ");
}

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
