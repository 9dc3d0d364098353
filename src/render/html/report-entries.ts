import type { EntryView, FieldView } from "../../documents/views/document-view.ts";
import {
  commonPlace,
  countHooks,
  describePlaces,
  hookAsides,
  scopesOf,
} from "../../documents/views/fold.ts";
import { escapeHtml, linkHtml } from "./page.ts";

/**
 * What happens to one hook, or to many that are alike, as an item of a list, in pieces.
 *
 * @param hasHeading whether the scopes stand above it
 */
export function* entryHtml(entry: EntryView, hasHeading: boolean): Generator<string> {
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
  yield `<li class="entry" data-kind="${escapeHtml(kind)}" data-count="${hooks.length}"${scopes}${origins}>`;
  yield `<p><span class="badge ${tone}">${escapeHtml(badge)}</span> <code class="url">${escapeHtml(url)}</code>${aside.join("")}</p>`;
  if (fields.length > 0) yield `<dl>${fields.map(fieldHtml).join("")}</dl>`;
  if (!isAlone) yield* hooksHtml(entry);
  yield "</li>";
}

/** The hooks that are alike: of those that go or are stuck, each is named. */
function* hooksHtml(entry: EntryView): Generator<string> {
  const { hooks, kind } = entry;
  const open = kind === "delete" || kind === "blocked" ? " open" : "";
  yield `<details${open}><summary>${escapeHtml(kind === "unmanaged" ? describePlaces(entry) : countHooks(entry))}</summary><ul>`;
  const asideOf = hookAsides(entry);
  for (const hook of hooks) {
    const id = hook.hookId === null ? "" : ` ${linkHtml(`#${hook.hookId}`, hook.link)}`;
    const aside = asideOf(hook);
    yield `<li><code>${escapeHtml(hook.scope)}</code>${id}${aside === "" ? "" : ` <span class="aside">${escapeHtml(aside)}</span>`}</li>`;
  }
  yield "</ul></details>";
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
