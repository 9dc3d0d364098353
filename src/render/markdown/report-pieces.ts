import type {
  AlertView,
  EntryView,
  FieldView,
  GroupView,
  HookView,
} from "../../documents/views/document-view.ts";
import {
  commonPlace,
  countHooks,
  describeScopes,
  hookAsides,
  scopesOf,
} from "../../documents/views/fold.ts";
import { sanitize } from "../../redact/sanitize.ts";
import { escapeHtml, linkHtml } from "../html/page.ts";
import { padCell } from "../text/layout.ts";
import { codeSpan, folded, linked, prose } from "./inline.ts";

/** An entry of a report, as much or as little of it as there is room for. */
export interface Piece {
  readonly entry: EntryView;
  readonly weight: GroupView["weight"];
  readonly rank: number;
  /** One line. */
  readonly brief: string;
  /** The same with what changes; the same text where there is nothing to add. */
  readonly full: (hooks: readonly string[]) => string;
  /** So many hooks are alike; 0 for one alone, which stands in its line. */
  readonly count: number;
  /** A line for each of the first of them, made when it is wanted. */
  readonly linesOf: (count: number) => readonly string[];
}

export function piecesOf({ entries, weight, rank }: GroupView): readonly Piece[] {
  const isOpen = entries.length <= few && weight !== "quiet";
  return entries.map((entry, index) => {
    const why = weight === "blocked" ? reasonOf(entry, entries[index - 1]) : "";
    const brief = `${why}- ${lineOf(entry)}`;
    const count = entry.hooks.length === 1 ? 0 : entry.hooks.length;
    const asideOf = hookAsides(entry);
    const linesOf = (most: number): readonly string[] =>
      entry.hooks.slice(0, Math.min(most, count)).map((hook) => hookLine(hook, asideOf(hook)));
    const full = (shown: readonly string[]): string => {
      const list = hookList(shown, entry, weight === "blocked" || weight === "loss");
      // Of what is blocked, why it is so is told, and not what would be done.
      const isBare = weight === "blocked" || (weight === "quiet" && entry.fields.length === 0);
      if (isBare) return [brief, ...list].join("\n");
      const change = [...diffBlock(entry), ...list];
      return weight === "loss"
        ? [brief, "", ...change].join("\n")
        : folded(summaryOf(entry), change, { open: isOpen }).join("\n");
    };
    return { entry, weight, rank, brief, full, count, linesOf };
  });
}

/** So few entries stand open. */
const few = 6;
/** So many hooks are folded even where they are blocked or go. */
const many = 30;

/** Why entries are blocked and the way out, above the first of those for which it is true. */
function reasonOf({ blocked }: EntryView, before: EntryView | undefined): string {
  if (blocked === null || JSON.stringify(blocked) === JSON.stringify(before?.blocked)) return "";
  return `**${blocked.reason}**: ${prose(blocked.why)}<br>→ ${prose(blocked.wayOut)}\n\n`;
}

function lineOf(entry: EntryView): string {
  const { verb, kind, url, note, hooks } = entry;
  const what = kind === "unmanaged" && verb === kind ? "" : `${verb} `;
  const aside = note === "" ? "" : ` (${prose(note)})`;
  const place = commonPlace(entry);
  const at = place === "" ? "" : ` at ${codeSpan(place)}`;
  const own = hooks.length === 1 ? (hooks[0]?.note ?? "") : "";
  const where = whereOf(entry, codeSpan, linked) + (own === "" ? "" : `, ${prose(own)}`);
  return `${what}${codeSpan(url)}${aside}${hooks.length === 1 ? ":" : ""} ${where}${at}`;
}

/** The same as the summary of what opens with a click, which is HTML. */
function summaryOf(entry: EntryView): string {
  const { verb, url, hooks } = entry;
  const where = whereOf(entry, codeHtml, linkHtml);
  return `${escapeHtml(verb)} ${codeHtml(url)} ${hooks.length === 1 ? "in " : ""}${where}`;
}

/** The scope and the id of one hook, or in which scopes there are how many. */
function whereOf({ hooks }: EntryView, code: (text: string) => string, link: typeof linked) {
  const [first, ...others] = hooks;
  if (first !== undefined && others.length === 0) return code(first.scope) + idOf(first, link);
  const scopes = scopesOf({ hooks });
  const count = hooks.length === scopes.length ? "" : `${hooks.length} hooks `;
  return count + describeScopes(scopes, code);
}

function idOf({ hookId, link: address }: HookView, link = linked): string {
  return hookId === null ? "" : ` ${link(`#${hookId}`, address)}`;
}

function codeHtml(text: string): string {
  return `<code>${escapeHtml(text)}</code>`;
}

function hookLine(hook: HookView, aside: string): string {
  return `- ${codeSpan(hook.scope)}${idOf(hook)}${aside === "" ? "" : `: ${prose(aside)}`}`;
}

function hookList(shown: readonly string[], entry: EntryView, isNamed: boolean): readonly string[] {
  const { length } = entry.hooks;
  if (shown.length === 0) return [];
  const rest = length - shown.length;
  const lines = rest === 0 ? shown : [...shown, `- … and ${rest} more`];
  return ["", ...folded(countHooks(entry), lines, { open: isNamed && length <= many })];
}

const verbWidth = 12;
const fieldWidth = 12;

/** What changes, as a block that GitHub colors. Every line begins with a sign or blanks: none can end it. */
function diffBlock(entry: EntryView): readonly string[] {
  const { sign, verb, url, note, hooks } = entry;
  const [first] = hooks;
  const id = hooks.length > 1 || first?.hookId == null ? "" : `#${first.hookId}`;
  const words = [url, id, note, commonPlace(entry)].filter((word) => word !== "").map(sanitize);
  const opening = `${sign} ${padCell(verb, verbWidth)}  ${words.join("  ")}`.trimEnd();
  return ["```diff", opening, ...entry.fields.flatMap(fieldLines), "```"];
}

function fieldLines(view: FieldView): readonly string[] {
  const label = padCell(sanitize(view.field), fieldWidth);
  if (view.kind === "words") return [`      ${label}  ${sanitize(view.text)}`];
  const line = (sign: string, items: readonly string[]): readonly string[] =>
    items.length === 0 ? [] : [`${sign}     ${label}  ${items.map(sanitize).join(", ")}`];
  return [...line("-", view.removed), ...line("+", view.added)];
}

/** An alert block as GitHub knows it. `left` says how many of its level stand elsewhere or nowhere. */
export function alertBlock(
  level: AlertView["level"],
  alerts: readonly AlertView[],
  left: number,
): string {
  if (alerts.length === 0 && left === 0) return "";
  const more = left === 0 ? [] : [`- … and ${left} more.`];
  return [`[!${level.toUpperCase()}]`, ...alertItems(alerts), ...more]
    .map((line) => `> ${line}`)
    .join("\n");
}

/** A help that belongs to several alerts in a row is said once, below the last of them. */
export function alertItems(alerts: readonly AlertView[]): readonly string[] {
  return alerts.map(({ code, message, where, help }, index) => {
    const place = where === "" ? "" : ` ${codeSpan(where)}:`;
    const isHelpBelow = help === "" || alerts[index + 1]?.help === help;
    return `- **${codeSpan(code)}**${place} ${prose(message)}${isHelpBelow ? "" : `<br>→ ${prose(help)}`}`;
  });
}
