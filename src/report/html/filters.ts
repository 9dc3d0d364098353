import { compareStrings } from "../../model/compare-strings.ts";
import type { EntryView, ReportView } from "../view/report-view.ts";
import { escapeHtml } from "./escape-html.ts";

/** The bar to filter entries with. It is hidden until the script that it needs shows it. */
export function filters(report: ReportView): string {
  const entries = report.sections.flatMap(({ groups }) => groups).flatMap((group) => group.entries);
  return [
    '<form class="filters" role="search" aria-label="Filter hooks" hidden>',
    '<input type="search" name="text" aria-label="Filter by text" placeholder="Filter by text (press /)" aria-keyshortcuts="/" autocomplete="off" spellcheck="false">',
    scopeSelect(entries),
    chips(
      "kind",
      "Kind",
      countBy(entries, ({ kind }) => kind),
      tones(entries),
    ),
    chips(
      "origin",
      "Origin",
      countBy(entries, ({ origin }) => origin ?? ""),
      new Map(),
    ),
    '<span role="status" class="muted"></span>',
    '<button type="button" hidden>Show all</button>',
    "</form>",
  ].join("\n");
}

const names: Readonly<Record<string, string>> = { change: "this change", drift: "due before" };

function chips(
  name: string,
  label: string,
  counts: ReadonlyMap<string, number>,
  tone: ReadonlyMap<string, string>,
): string {
  const values = [...counts].filter(([value]) => value !== "");
  if (values.length < 2) return "";
  return [
    `<fieldset><legend class="hidden-text">${label}</legend>`,
    ...values.map(
      ([value, count]) =>
        `<label class="chip ${tone.get(value) ?? ""}"><input type="checkbox" name="${name}" value="${escapeHtml(value)}"> ${escapeHtml(names[value] ?? value)} <b>${count}</b></label>`,
    ),
    "</fieldset>",
  ].join("");
}

function scopeSelect(entries: readonly EntryView[]): string {
  const scopes = [...countBy(entries, ({ scope }) => scope)].toSorted(([left], [right]) =>
    compareStrings(left, right),
  );
  return [
    '<select name="scope" aria-label="Filter by organization or repository">',
    '<option value="">all scopes</option>',
    ...scopes.map(
      ([scope, count]) =>
        `<option value="${escapeHtml(scope)}">${escapeHtml(scope)} (${count})</option>`,
    ),
    "</select>",
  ].join("");
}

function countBy(
  entries: readonly EntryView[],
  key: (entry: EntryView) => string,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const entry of entries) counts.set(key(entry), (counts.get(key(entry)) ?? 0) + 1);
  return counts;
}

function tones(entries: readonly EntryView[]): ReadonlyMap<string, string> {
  return new Map(entries.map(({ kind, tone }) => [kind, tone]));
}
