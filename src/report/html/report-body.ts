import { groupBy } from "../../model/group-by.ts";
import type { AlertView, EntryView, GroupView, ReportView } from "../view/report-view.ts";
import { entryHtml } from "./entry-html.ts";
import { escapeHtml } from "./escape-html.ts";
import { filters } from "./filters.ts";
import { proseHtml } from "./prose-html.ts";

/** The body of a report's page, in the order in which it is to be read. */
export function reportBody(report: ReportView): string {
  const hasEntries = report.sections.some(({ groups }) => groups.length > 0);
  return [
    "<header>",
    `<h1>${escapeHtml(report.title)}</h1>`,
    // What cannot be undone is read before the numbers, because these look the same either way.
    ...alertList("caution", report.alerts),
    ...report.counts.map(counts),
    ...report.notes.map((note) => `<p>${proseHtml(note)}</p>`),
    "</header>",
    `<main class="${isLarge(report) ? "large" : "small"}">`,
    ...alertList("warning", report.alerts),
    ...(hasEntries ? [filters(report)] : []),
    ...report.sections.flatMap(({ heading, groups }) => [
      ...(heading === "" ? [] : [`<h2 class="section">${escapeHtml(heading)}</h2>`]),
      ...groups.map(group),
    ]),
    "</main>",
    `<footer><dl class="facts">${report.facts.map(fact).join("")}</dl></footer>`,
  ].join("\n");
}

/** Where layout takes noticeable time. */
function isLarge({ sections }: ReportView): boolean {
  const groups = sections.flatMap((section) => section.groups);
  return groups.reduce((sum, { entries }) => sum + entries.length, 0) > 500;
}

function counts({ name, counts: of }: ReportView["counts"][number]): string {
  const items = of.map(
    ({ label, count, tone }) =>
      `<li class="${count === 0 ? "muted" : tone}"><b>${count}</b> ${escapeHtml(label)}</li>`,
  );
  const label = name === "" ? "" : `<li class="name">${escapeHtml(name)}</li>`;
  return `<ul class="counts">${label}${items.join("")}</ul>`;
}

const levels = {
  caution: { tone: "remove", label: "Caution" },
  warning: { tone: "warning", label: "Warning" },
} as const;

function alertList(level: AlertView["level"], alerts: readonly AlertView[]): readonly string[] {
  const of = alerts.filter((alert) => alert.level === level);
  if (of.length === 0) return [];
  const { tone, label } = levels[level];
  const items = of.map((alert, index) => {
    const isLast = of[index + 1]?.help !== alert.help;
    return alertItem(alert, isLast);
  });
  return [
    `<section class="note ${tone}" aria-label="${label}"><p class="label">${label}</p><ul>${items.join("")}</ul></section>`,
  ];
}

/** A help that belongs to several alerts in a row is said once, below the last of them. */
function alertItem({ code, where, message, help }: AlertView, isLast: boolean): string {
  const place = where === "" ? "" : ` <code>${escapeHtml(where)}</code>`;
  const way = help === "" || !isLast ? "" : `<br><span class="muted">${proseHtml(help)}</span>`;
  return `<li><b>${escapeHtml(code)}</b>${place} ${proseHtml(message)}${way}</li>`;
}

function group({ heading, lede, weight, entries }: GroupView): string {
  const parts = [...groupBy(entries, ({ scope }) => scope).entries()].map(
    ([scope, of]) =>
      `<section class="part" data-scope="${escapeHtml(scope)}"><h3><code>${escapeHtml(scope)}</code></h3><ul>\n${of.map(entryHtml).join("\n")}\n</ul></section>`,
  );
  return [
    `<section class="group weight-${weight}">`,
    `<h2>${escapeHtml(heading)}</h2>`,
    ...(lede === "" ? [] : [`<p class="muted">${proseHtml(lede)}</p>`]),
    ...blockedWords(entries),
    ...parts,
    "</section>",
  ].join("\n");
}

/** Why entries are blocked and the way out, once for all that are so for one reason. */
function blockedWords(entries: readonly EntryView[]): readonly string[] {
  const words = entries.flatMap(({ blocked }) => (blocked === null ? [] : [blocked]));
  return [...groupBy(words, (of) => JSON.stringify(of)).values()].map(([of, ...others]) =>
    of === undefined
      ? ""
      : `<p class="why"><b class="blocked">${escapeHtml(of.reason)}</b> <span class="muted">(${others.length + 1})</span> ${proseHtml(of.why)}<br>→ ${proseHtml(of.wayOut)}</p>`,
  );
}

function fact([label, value]: readonly [string, string]): string {
  return `<div><dt>${escapeHtml(label)}</dt><dd><code>${escapeHtml(value)}</code></dd></div>`;
}
