import { showPlace } from "../../documents/format.ts";
import { shownValue } from "../../documents/views/parts.ts";
import { blockedDocumentWords } from "../../documents/words/blocked-words.ts";
import type {
  DriftDocument,
  DriftEntryDocument,
  DriftKind,
  HealthDocument,
} from "../../model/drift-document.ts";
import { groupBy } from "../../model/group-by.ts";
import type { ChangeDocument, DiagnosticDocument } from "../../model/plan-document.ts";
import { isRedirect, redirectHint } from "../../model/receiver-answer.ts";
import { sanitize, sanitizeProse } from "../../redact/sanitize.ts";
import {
  type Cell,
  clampWidth,
  displayWidth,
  padCell,
  type Row,
  renderRows,
  wrapProse,
} from "./layout.ts";
import type { Palette, Style } from "./palette.ts";
import { renderBlocked } from "./render-actions.ts";
import { renderDiagnostics } from "./render-diagnostics.ts";

/** How a kind of drift is called wherever people read of it. */
export interface DriftKindWords {
  readonly title: string;
  readonly what: string;
  readonly style: keyof Palette;
}

/** In the order in which a report tells them. */
export const driftKindWords: { readonly [Kind in DriftKind]: DriftKindWords } = {
  missing: { title: "Missing", what: "declared, but not on GitHub", style: "create" },
  changed: { title: "Changed", what: "on GitHub otherwise than declared", style: "update" },
  unmanaged: { title: "Unmanaged", what: "on GitHub, but not declared", style: "remove" },
  superseded: {
    title: "Superseded",
    what: "the old hook is still there beside its successor",
    style: "remove",
  },
  blocked: {
    title: "Blocked",
    what: "not as declared, and `apply` may not mend it",
    style: "blocked",
  },
  unhealthy: {
    title: "Unhealthy",
    what: "the receiver failed at the last delivery",
    style: "warning",
  },
};

/** What there is to say of a hook that has moved, one field a line. */
export function driftRows(entry: DriftEntryDocument, palette: Palette): readonly Row[] {
  const secret = secretSentence(entry);
  return [
    ...entry.changes.flatMap((change) => changeRows(change, palette)),
    ...(secret === undefined ? [] : [textRow("secret", secret)]),
    ...(entry.health === null ? [] : [textRow("receiver", answerSentence(entry.health))]),
  ];
}

/** A hook that comes or goes as a whole is told by its events; the rest of it is in the JSON. */
function changeRows(change: ChangeDocument, palette: Palette): readonly Row[] {
  const { field, before, after } = change;
  if (before === null || after === null) {
    const value = before ?? after;
    return field === "events" && Array.isArray(value) ? [eventsRow(value)] : [];
  }
  if (Array.isArray(before) && Array.isArray(after)) return [setRow(before, after, palette)];
  const shown = (value: NonNullable<ChangeDocument["before"]>): string =>
    sanitize(typeof value === "object" ? value.join(", ") : shownValue(field, value));
  if (before === after) return [textRow(field, `${shown(before)} (it differs where it is masked)`)];
  // URLs are too long to stand side by side in most terminals.
  const cells = [
    { text: shown(before) },
    { text: `(declared: ${shown(after)})`, style: palette.muted },
  ];
  return [{ label: field, cells, gap: " " }];
}

function eventsRow(events: readonly string[]): Row {
  const last = events.length - 1;
  const cells = events.map((event, index) => ({
    text: sanitize(event) + (index < last ? "," : ""),
  }));
  return { label: "events", cells: cells.length === 0 ? [{ text: "none" }] : cells, gap: " " };
}

/** From the side of GitHub: what the hook lacks, and what it has that nobody asked for. */
function setRow(before: readonly string[], after: readonly string[], palette: Palette): Row {
  // What lacks or exceeds all events there are says more as a whole.
  if (before.includes("*") || after.includes("*")) {
    const [has, declared] = [before, after].map((events) => events.map(sanitize).join(", "));
    return textRow("events", `${has || "none"} (declared: ${declared || "none"})`);
  }
  const lacks = eventCells(after, before, palette.create);
  const has = eventCells(before, after, palette.remove);
  const cells = [
    ...(lacks.length === 0 ? [] : [{ text: "lacks" }, ...lacks]),
    ...(lacks.length === 0 || has.length === 0 ? [] : [{ text: "and" }]),
    ...(has.length === 0 ? [] : [{ text: "has" }, ...has, { text: "beyond what is declared" }]),
  ];
  return { label: "events", cells, gap: " " };
}

/** The events of one list that the other lacks. */
function eventCells(
  events: readonly string[],
  without: readonly string[],
  style: Style,
): readonly Cell[] {
  const rest = events.filter((event) => !without.includes(event)).map(sanitize);
  return rest.map((text, index) => ({
    text: index < rest.length - 1 ? `${text},` : text,
    style,
  }));
}

/** Nothing where the secret is only sent along, or was never told apart from what is declared. */
function secretSentence({ kind, secret, secret_ref: ref, blocked, reason }: DriftEntryDocument) {
  if (kind === "missing" || kind === "unhealthy") return undefined;
  const name = ref === null ? "not declared" : sanitize(ref);
  if (reason === "secret-mismatch") return `${name} (GitHub signs with another secret)`;
  if (reason === "secret-unsigned") return `${name} (GitHub sends no signature)`;
  switch (secret) {
    case "set":
      return `${name} (the hook has none)`;
    case "rotate":
      return `${name} (rotation due: the hook was last updated before it)`;
    case "remove":
      return "on the hook, though none is declared";
    case "keep":
      return ref === null && blocked !== null ? `${name} (present on GitHub)` : undefined;
    case "resupply":
    case "none":
      return undefined;
    default:
      return secret satisfies never;
  }
}

function answerSentence({ code, status, message }: HealthDocument): string {
  const sentence = message ?? status;
  const isTold = code === null || code === 0 || sentence?.includes(String(code)) === true;
  const words = [isTold ? null : String(code), sentence];
  const answer = words.flatMap((word) => (word === null ? [] : [sanitizeProse(word)])).join(", ");
  return isRedirect(code) ? `${answer}; ${redirectHint}` : answer;
}

function textRow(label: string, sentence: string): Row {
  return { label, cells: sentence.split(" ").map((text) => ({ text })), gap: " " };
}

export interface RenderDriftOptions {
  readonly palette: Palette;
  readonly width: number;
}

/** The entries of one kind, each below the name of its scope. */
export function renderDriftEntries(
  entries: readonly DriftEntryDocument[],
  options: RenderDriftOptions,
): readonly string[] {
  const explained = new Map<string, string>();
  return [...groupBy(entries, ({ scope }) => scope)].flatMap(([scope, group]) => {
    const urls = group.map(({ url }) => displayWidth(sanitize(url)));
    // A URL that leaves no room for an id and a place sticks out rather than move those of all.
    const column = urls
      .filter((width) => width <= options.width - 36)
      .reduce((widest, width) => Math.max(widest, width), 0);
    return [
      `  ${options.palette.scope(sanitize(scope))}`,
      ...group.flatMap((entry) => [
        openingLine(entry, column, options.palette),
        ...renderRows(driftRows(entry, options.palette), options),
        ...explain(entry, explained, options),
      ]),
    ];
  });
}

function openingLine(entry: DriftEntryDocument, column: number, palette: Palette): string {
  const tail = [
    ...(entry.hook_id === null ? [] : [`#${entry.hook_id}`]),
    ...[noteOf(entry), entry.source === null ? "" : showPlace(entry.source)]
      .filter((text) => text !== "")
      .map((text) => palette.muted(text)),
  ];
  const url = sanitize(entry.url);
  // Lines end with their last word: blanks behind it would only be copied along.
  return `    ${[tail.length === 0 ? url : padCell(url, column), ...tail].join("  ")}`;
}

/** What `apply` would make of it, where the kind alone does not say. */
function noteOf({ kind, reason, requests }: DriftEntryDocument): string {
  if (kind !== "unmanaged") return "";
  if (reason === "absent") return "declared absent; apply deletes it";
  return requests.length > 0 ? "apply deletes it" : "it stays";
}

/** The first of many that are blocked alike is explained, and the others refer to it. */
function explain(
  entry: DriftEntryDocument,
  explained: Map<string, string>,
  options: RenderDriftOptions,
): readonly string[] {
  const { blocked, palette } = { ...entry, ...options };
  if (blocked === null) return [];
  const words = blockedDocumentWords(entry, blocked);
  const key = JSON.stringify(words);
  const first = explained.get(key);
  if (first !== undefined)
    return [`      ${palette.blocked(`! ${blocked}:`)} as for ${first} above`];
  explained.set(key, entry.hook_id === null ? sanitize(entry.url) : `#${entry.hook_id}`);
  return renderBlocked(blocked, words, options);
}

/**
 * A drift report for people: by kind and scope, then warnings and errors, and last the line with the
 * counts. No line break at the end.
 */
export function renderDrift(
  document: DriftDocument,
  options: { readonly palette: Palette; readonly width?: number | undefined },
): string {
  const { palette } = options;
  const settings = { palette, width: clampWidth(options.width) };
  const byKind = groupBy(document.drift, ({ kind }) => kind);
  const of = (severity: string): string =>
    renderDiagnostics(
      document.diagnostics.filter((one) => one.severity === severity).map(diagnosticOf),
      options,
    );
  return [
    ...kinds.map((kind) => renderKind(kind, byKind.get(kind) ?? [], settings)),
    of("warning"),
    of("error"),
    renderNotes(document, settings),
    renderCounts(document, palette),
  ]
    .filter((block) => block !== "")
    .join("\n\n");
}

const kinds = Object.keys(driftKindWords) as readonly DriftKind[];

function renderKind(
  kind: DriftKind,
  entries: readonly DriftEntryDocument[],
  options: RenderDriftOptions,
): string {
  if (entries.length === 0) return "";
  const { title, what, style } = driftKindWords[kind];
  const heading = `${options.palette[style](title)}: ${what}`;
  return [heading, ...renderDriftEntries(entries, options)].join("\n");
}

/** As {@link renderDiagnostics} takes it. */
function diagnosticOf({ source, ...diagnostic }: DiagnosticDocument) {
  return { ...diagnostic, position: source };
}

function renderNotes(document: DriftDocument, { palette, width }: RenderDriftOptions): string {
  const wrap = (sentence: string): readonly string[] =>
    wrapProse(sentence, { first: "", rest: "", width });
  const none = document.complete
    ? "No drift. GitHub has what the file asks for."
    : "No drift in the scopes that could be read.";
  return [
    ...(document.complete
      ? []
      : wrap(
          "This report is incomplete: not every scope could be read, and what could not be read may have moved.",
        ).map(palette.warning)),
    ...(document.drift.length === 0 ? wrap(none).map(palette.strong) : []),
  ].join("\n");
}

function renderCounts({ summary }: DriftDocument, palette: Palette): string {
  const counts = kinds.map((kind) => {
    const text = `${summary[kind]} ${kind}`;
    return summary[kind] === 0 ? text : palette[driftKindWords[kind].style](text);
  });
  return `${palette.strong("Drift:")} ${counts.join(", ")}.`;
}
