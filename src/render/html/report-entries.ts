import type { EntryView, FieldView } from "../../documents/views/document-view.ts";
import {
  commonPlace,
  countHooks,
  describePlaces,
  hookAside,
  scopesOf,
} from "../../documents/views/fold.ts";
import { escapeHtml, linkHtml } from "./page.ts";

/**
 * What becomes of one hook, or of many that are alike, as an item of a list.
 *
 * @param hasHeading whether the scopes stand above it
 */
export function entryHtml(entry: EntryView, hasHeading: boolean): string {
  const { kind, verb, tone, url, note, origin, blocked, fields, hooks } = entry;
  const origins = origin === null ? "" : ` data-origin="${origin}"`;
  const scopes = ` data-scopes="${escapeHtml(scopesOf(entry).join(" "))}"`;
  const badge = kind === verb ? verb : `${kind}: ${verb}`;
  const [first] = hooks;
  const [isAlone, place] = [hooks.length === 1, commonPlace(entry)];
  const id = isAlone && first?.hookId != null ? linkHtml(`#${first.hookId}`, first.link) : "";
  const notes = [blocked?.reason ?? note, isAlone ? (first?.note ?? "") : "", place];
  const scope = isAlone && !hasHeading ? `<code>${escapeHtml(first?.scope ?? "")}</code>` : "";
  const aside = [scope, id, ...notes.map(escapeHtml)]
    .filter((text) => text !== "")
    .map((text) => ` <span class="aside">${text}</span>`);
  return [
    `<li class="entry" data-kind="${escapeHtml(kind)}" data-count="${hooks.length}"${scopes}${origins}>`,
    `<p><span class="badge ${tone}">${escapeHtml(badge)}</span> <code class="url">${escapeHtml(url)}</code>${aside.join("")}</p>`,
    ...(fields.length === 0 ? [] : [`<dl>${fields.map(fieldHtml).join("")}</dl>`]),
    ...(isAlone ? [] : [hooksHtml(entry)]),
    "</li>",
  ].join("");
}

/** The hooks that are alike: of those that go or are stuck, each is named. */
function hooksHtml(entry: EntryView): string {
  const { hooks, kind } = entry;
  const items = hooks.map((hook) => {
    const id = hook.hookId === null ? "" : ` ${linkHtml(`#${hook.hookId}`, hook.link)}`;
    const aside = hookAside(hook, entry);
    return `<li><code>${escapeHtml(hook.scope)}</code>${id}${aside === "" ? "" : ` <span class="aside">${escapeHtml(aside)}</span>`}</li>`;
  });
  const open = kind === "delete" || kind === "blocked" ? " open" : "";
  return `<details${open}><summary>${escapeHtml(kind === "unmanaged" ? describePlaces(entry) : countHooks(entry))}</summary><ul>${items.join("")}</ul></details>`;
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
