import type { EntryView, FieldView } from "../view/report-view.ts";
import { escapeHtml } from "./escape-html.ts";

/** One hook and what becomes of it, as an item of a list. */
export function entryHtml(entry: EntryView): string {
  const { kind, verb, tone, url, hookId, note, place, origin, blocked, fields } = entry;
  const origins = origin === null ? "" : ` data-origin="${origin}"`;
  const badge = kind === verb ? verb : `${kind}: ${verb}`;
  const aside = [hookId === null ? "" : `#${hookId}`, blocked?.reason ?? note, place]
    .filter((text) => text !== "")
    .map((text) => ` <span class="aside">${escapeHtml(text)}</span>`);
  return [
    `<li class="entry" data-kind="${escapeHtml(kind)}"${origins}>`,
    `<p><span class="badge ${tone}">${escapeHtml(badge)}</span> <code class="url">${escapeHtml(url)}</code>${aside.join("")}</p>`,
    ...(fields.length === 0 ? [] : [`<dl>${fields.map(fieldHtml).join("")}</dl>`]),
    "</li>",
  ].join("");
}

function fieldHtml(view: FieldView): string {
  const label = `<dt>${escapeHtml(view.field)}</dt>`;
  if (view.kind === "words")
    return `<div>${label}<dd class="${view.tone ?? ""}">${escapeHtml(view.text)}</dd></div>`;
  const items = [
    ...view.removed.map((text) => `<del><span>-</span> ${escapeHtml(text)}</del>`),
    ...view.added.map((text) => `<ins><span>+</span> ${escapeHtml(text)}</ins>`),
  ];
  return `<div>${label}<dd>${items.join(" ")}</dd></div>`;
}
