import type {
  AlertView,
  DocumentView,
  EntryView,
  GroupView,
} from "../../documents/views/document-view.ts";
import { driftView } from "../../documents/views/drift-view.ts";
import {
  closingCounts,
  countByReceiver,
  describeScopes,
  entriesOf,
  scopesOf,
} from "../../documents/views/fold.ts";
import { planView, savedPlan } from "../../documents/views/plan-view.ts";
import { compareStrings } from "../../model/compare-strings.ts";
import type { DriftDocument } from "../../model/drift-document.ts";
import { groupBy } from "../../model/group-by.ts";
import type { PlanDocument } from "../../model/plan-document.ts";
import { chartStyles, chartSvg } from "./chart.ts";
import { filterScript } from "./filter-script.ts";
import { escapeHtml, pageAround, proseHtml } from "./page.ts";
import { entryHtml } from "./report-entries.ts";

/** What reports have beyond other pages. Parts out of sight are laid out only when they come near. */
export const reportStyles = `
.section { border-top: 2px solid var(--line); padding-top: 1rem; font-size: 1.3rem; }
.large .part { content-visibility: auto; contain-intrinsic-size: auto 9rem; }
.group { margin-top: 1.5rem; }
.part ul, .note ul { margin: 0; padding: 0; list-style: none; }
.note li { margin: .35rem 0; overflow-wrap: anywhere; }
.entry { padding: .5rem .75rem; margin: .35rem 0; border: 1px solid var(--line); border-radius: .5rem; }
.weight-quiet .entry { padding: .15rem .75rem; border-color: transparent; }
.entry p { margin: 0; }
.entry .url { font-weight: 600; }
.aside { color: var(--muted); font-size: .85rem; margin-left: .35rem; overflow-wrap: anywhere; }
.why { margin-top: .4rem; overflow-wrap: anywhere; }
dl { margin: .4rem 0 0; }
dl div { display: flex; flex-wrap: wrap; gap: 0 .75rem; }
dt { flex: 0 0 7.5rem; color: var(--muted); font-size: .88rem; }
dd { flex: 1 1 12rem; margin: 0; min-width: 0; overflow-wrap: anywhere; unicode-bidi: isolate; }
ins, del {
  display: inline-flex; gap: .6ch; max-width: 100%; margin-right: .6em;
  font-family: var(--mono); font-size: .88em; text-decoration: none; unicode-bidi: isolate;
}
ins { color: var(--create); } del { color: var(--remove); }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: .5rem; }
ul.counts .name { border: 0; background: none; padding-left: 0; font-weight: 600; min-width: 9.5rem; }
@media (max-width: 30rem) {
  ul.counts .name { flex-basis: 100%; padding-bottom: 0; }
  .entry { padding: .5rem; }
  .filters { position: static; }
  dt { flex-basis: 6.2rem; }
  dd { flex-basis: 9rem; }
}
@media print { .large .part { content-visibility: visible; } }
`;

/** The bar to filter entries with. It is hidden until the script that it needs shows it. */
export function filters(report: DocumentView): string {
  const entries = entriesOf(report);
  return [
    '<form class="filters" role="search" aria-label="Filter hooks" hidden>',
    '<input type="search" name="text" aria-label="Filter by text" placeholder="Filter by text" autocomplete="off" spellcheck="false">',
    scopeSelect(entries),
    chips("kind", "Kind", entries),
    chips("origin", "Origin", entries),
    '<span role="status" class="muted"></span>',
    '<button type="button" hidden>Show all</button>',
    "</form>",
  ].join("\n");
}

const names: Readonly<Record<string, string>> = {
  change: "this change",
  drift: "pre-existing drift",
};

/** A box for each value that entries have, with the number of their hooks; none where there is no choice. */
function chips(name: "kind" | "origin", label: string, entries: readonly EntryView[]): string {
  const values = groupBy(entries, (entry) => entry[name] ?? "");
  values.delete("");
  if (values.size < 2) return "";
  const chip = (value: string, of: readonly EntryView[]): string => {
    const tone = name === "kind" ? of.at(-1)?.tone : "";
    const count = of.reduce((sum, { hooks }) => sum + hooks.length, 0);
    return `<label class="chip ${tone}"><input type="checkbox" name="${name}" value="${escapeHtml(value)}"> ${escapeHtml(names[value] ?? value)} <b>${count}</b></label>`;
  };
  return [
    `<fieldset><legend class="hidden-text">${label}</legend>`,
    ...[...values].map(([value, of]) => chip(value, of)),
    "</fieldset>",
  ].join("");
}

function scopeSelect(entries: readonly EntryView[]): string {
  const hooks = entries.flatMap((entry) => entry.hooks);
  const scopes = [...groupBy(hooks, ({ scope }) => scope)].toSorted(([left], [right]) =>
    compareStrings(left, right),
  );
  return [
    '<select name="scope" aria-label="Filter by organization or repository">',
    '<option value="">all scopes</option>',
    ...scopes.map(
      ([scope, { length }]) =>
        `<option value="${escapeHtml(scope)}">${escapeHtml(scope)} (${length})</option>`,
    ),
    "</select>",
  ].join("");
}

/** So many take noticeable time to lay out. */
const entriesOfLarge = 500;

/** The body of a report's page, in the order in which it is to be read, one hook after the other. */
function* reportBody(report: DocumentView, isSummary: boolean): Generator<string> {
  yield* lines([
    "<header>",
    `<h1>${escapeHtml(report.title)}</h1>`,
    // What cannot be undone is read before the numbers, because these look the same either way.
    ...alertList("caution", report.alerts),
    ...report.counts.map(counts),
    ...report.notes.map(({ text }) => `<p>${proseHtml(text)}</p>`),
    "</header>",
    `<main class="${entriesOf(report).length > entriesOfLarge ? "large" : "small"}">`,
    ...alertList("warning", report.alerts),
    ...alertList("note", report.alerts),
  ]);
  if (isSummary) yield* lines([receivers(report)]);
  else {
    if (entriesOf(report).length > 0) yield* lines([filters(report)]);
    for (const { heading, groups } of report.sections) {
      if (heading !== "") yield* lines([`<h2 class="section">${escapeHtml(heading)}</h2>`]);
      for (const one of groups) yield* group(one);
    }
  }
  yield* lines([
    "</main>",
    `<p><b>${escapeHtml(report.closing.title)}</b> ${escapeHtml(closingCounts(report))}</p>`,
    `<footer><dl class="facts">${report.facts.map(fact).join("")}</dl></footer>`,
  ]);
}

function* lines(texts: readonly string[]): Generator<string> {
  for (const text of texts) yield `${text}\n`;
}

function counts({ name, counts: of }: DocumentView["counts"][number]): string {
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
  note: { tone: "muted", label: "Note" },
} as const;

function alertList(level: AlertView["level"], alerts: readonly AlertView[]): readonly string[] {
  const of = alerts.filter((alert) => alert.level === level);
  if (of.length === 0) return [];
  const { tone, label } = levels[level];
  const items = of.map((alert, index) => alertItem(alert, of[index + 1]?.help !== alert.help));
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

function* group(view: GroupView): Generator<string> {
  const { heading, lede, weight, entries, chart } = view;
  yield* lines([
    `<section class="group weight-${weight}">`,
    `<h2>${escapeHtml(heading)}</h2>`,
    ...(lede === "" ? [] : [`<p class="muted">${proseHtml(lede)}</p>`]),
    ...(chart === undefined
      ? []
      : [chartSvg(chart), `<p class="muted">${escapeHtml(chart.label)}</p>`]),
    ...blockedHtml(entries),
  ]);
  const hasHeading = weight !== "quiet";
  for (const of of groupBy(entries, (entry) => scopesOf(entry).join(" ")).values()) {
    const title = hasHeading ? `<h3>${scopesHtml(of[0])}</h3>` : "";
    yield* lines([`<section class="part">${title}<ul>`]);
    for (const entry of of) {
      yield* entryHtml(entry, hasHeading);
      yield "\n";
    }
    yield* lines(["</ul></section>"]);
  }
  yield* lines(["</section>"]);
}

function scopesHtml(entry: EntryView): string {
  const [scope = "", ...others] = scopesOf(entry);
  const code = (text: string): string => `<code>${escapeHtml(text)}</code>`;
  return others.length === 0 ? code(scope) : describeScopes([scope, ...others], code);
}

/** Why entries are blocked and the way out, once for all that are so for one reason. */
function blockedHtml(entries: readonly EntryView[]): readonly string[] {
  const words = entries.flatMap(({ blocked, hooks }) => (blocked ? hooks.map(() => blocked) : []));
  return [...groupBy(words, (of) => JSON.stringify(of)).values()].map(
    ([of, ...others]) =>
      `<p class="why"><b class="blocked">${escapeHtml(of.reason)}</b> <span class="muted">(${others.length + 1})</span> ${proseHtml(of.why)}<br>→ ${proseHtml(of.wayOut)}</p>`,
  );
}

function receivers(report: DocumentView): string {
  const { kinds, rows } = countByReceiver(report);
  if (rows.length === 0) return "";
  const number = (tag: string) => (text: string) =>
    `<${tag} class="number">${escapeHtml(text)}</${tag}>`;
  const lines = rows.map(
    ([name, ...of]) =>
      `<tr><td class="code">${escapeHtml(name)}</td>${of.map(number("td")).join("")}</tr>`,
  );
  return `<div class="scroll"><table><thead><tr><th>Receiver</th>${kinds.map(number("th")).join("")}</tr></thead><tbody>${lines.join("")}</tbody></table></div>`;
}

function fact([label, value]: readonly [string, string]): string {
  return `<div><dt>${escapeHtml(label)}</dt><dd><code>${escapeHtml(value)}</code></dd></div>`;
}

/** A report as one page. A report without entries has nothing to filter and needs no script. */
export function renderReportHtml(report: DocumentView, options?: HtmlOptions): string {
  return [...reportHtmlPieces(report, options)].join("");
}

/** The same in pieces, because a page of many thousands would take more memory as one text. */
export function* reportHtmlPieces(
  report: DocumentView,
  { summary = false }: HtmlOptions = {},
): Generator<string> {
  const hasChart = report.sections.some(({ groups }) => groups.some(({ chart }) => chart));
  const [before, after] = pageAround({
    title: report.title,
    styles: hasChart ? `${reportStyles}${chartStyles}` : reportStyles,
    ...(entriesOf(report).length > 0 && !summary ? { script: filterScript } : {}),
  });
  yield before;
  yield* reportBody(report, summary);
  yield after;
}

interface HtmlOptions {
  /** Counts by kind and receiver in place of hooks. */
  readonly summary?: boolean | undefined;
}

/** A plan as one page that needs nothing but itself. Ends with a line break. */
export function renderPlanHtml(plan: PlanDocument, options?: HtmlOptions): string {
  return renderReportHtml(planView(savedPlan(plan)), options);
}

/** What changed, as one page that needs nothing but itself. Ends with a line break. */
export function renderDriftHtml(drift: DriftDocument, options?: HtmlOptions): string {
  return renderReportHtml(driftView(drift), options);
}
