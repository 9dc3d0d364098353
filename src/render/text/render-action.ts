import { showPlace } from "../../documents/format.ts";
import { actionTarget } from "../../documents/plan-document.ts";
import { shownValue } from "../../documents/views/parts.ts";
import { actionWords, earlyWords, partWords } from "../../documents/words/action-words.ts";
import { secretWords } from "../../documents/words/secret-words.ts";
import { compareStrings } from "../../model/compare-strings.ts";
import type { DesiredHook } from "../../model/hook.ts";
import type { FieldChange } from "../../model/hook-fields.ts";
import type { HookUrl } from "../../model/hook-url.ts";
import type { Action, CreateAction, DeleteAction } from "../../model/plan.ts";
import { sanitize } from "../../redact/sanitize.ts";
import { type Cell, displayWidth, padCell, type Row, renderRows } from "./layout.ts";
import { createPalette, type Palette } from "./palette.ts";

/** One field's change: events as added and removed, everything else as before → after. */
export function changeCells(
  change: FieldChange,
  options: { readonly palette: Palette; readonly showUrls?: boolean | undefined },
): readonly Cell[] {
  const { palette } = options;
  switch (change.field) {
    case "events":
      return eventCells(change.before, change.after, palette);
    case "url":
      return urlCells(change.before, change.after, options.showUrls ?? false);
    case "content_type":
      return [{ text: sanitize(change.before) }, { text: `→ ${sanitize(change.after)}` }];
    case "insecure_ssl":
    case "active":
      return [
        { text: sanitize(shownValue(change.field, change.before)) },
        { text: `→ ${change.after}` },
      ];
    default:
      return change satisfies never;
  }
}

function eventCells(
  before: readonly string[],
  after: readonly string[],
  palette: Palette,
): readonly Cell[] {
  const signed = (events: readonly string[], without: readonly string[], sign: string) =>
    events
      .filter((event) => !without.includes(event))
      .toSorted(compareStrings)
      .map((event) => `${sign} ${sanitize(event)}`);
  return [
    ...signed(after, before, "+").map((text) => ({ text, style: palette.create })),
    ...signed(before, after, "-").map((text) => ({ text, style: palette.remove })),
  ];
}

function urlCells(before: HookUrl, after: HookUrl, showUrls: boolean): readonly Cell[] {
  const shown = { before: sanitize(before.show(showUrls)), after: sanitize(after.show(showUrls)) };
  const cells: Cell[] = [{ text: shown.before }, { text: `→ ${shown.after}` }];
  // Masks can make two URLs look alike; the reader must not take that for no change.
  if (shown.before === shown.after) cells.push({ text: "(they differ where they are masked)" });
  return cells;
}

export interface ActionRowOptions {
  readonly palette: Palette;
  readonly showUrls?: boolean | undefined;
  /** Also where the file asks for it, for an opening line without room for that. */
  readonly place?: string | undefined;
  /** Also the requests, one a line. */
  readonly requests?: boolean | undefined;
}

/** What an action makes of each field, and of the secret last because it has the most to say. */
export function actionRows(action: Action, options: ActionRowOptions): readonly Row[] {
  const secret = secretWords(action);
  return [
    ...fieldRows(action, options),
    ...(secret === undefined ? [] : [secretRow(action, secret, options.palette)]),
    ...(options.place === undefined ? [] : [placeRow(options.place, options.palette)]),
    ...(options.requests === true ? requestRows(action, options.palette) : []),
  ];
}

function fieldRows(action: Action, options: ActionRowOptions): readonly Row[] {
  switch (action.kind) {
    case "create":
      return createdRows(action);
    case "update":
    case "config-patch":
      return [
        ...action.changes.map((change) => ({
          label: change.field,
          cells: changeCells(change, options),
          gap: change.field === "events" ? "  " : " ",
        })),
        ...(action.kind === "config-patch" || action.part === null
          ? []
          : [textRow("order", partWords[action.part])]),
      ];
    case "delete":
      return deletedRows(action, options.showUrls ?? false);
    default:
      return action satisfies never;
  }
}

/** The defaults of `active` and `insecure_ssl` are left out: they are what everybody expects. */
function createdRows({ desired }: CreateAction): readonly Row[] {
  return [
    { label: "events", cells: listCells(desired.events), gap: " " },
    textRow("content_type", desired.contentType),
    ...(desired.insecureSsl ? [textRow("insecure_ssl", "true")] : []),
    ...(desired.active ? [] : [textRow("active", "false")]),
  ];
}

function deletedRows(action: DeleteAction, showUrls: boolean): readonly Row[] {
  const { live, successor } = action;
  return [
    { label: "events", cells: listCells(live.events), gap: " " },
    ...(live.active === true
      ? []
      : [textRow("active", sanitize(shownValue("active", live.active)))]),
    ...(successor === undefined ? [] : [successorRow(action, successor, showUrls)]),
    ...(action.early === null ? [] : [textRow("order", earlyWords[action.early])]),
  ];
}

function successorRow(action: DeleteAction, successor: DesiredHook, showUrls: boolean): Row {
  const url = sanitize(successor.url.show(showUrls));
  const place = showPlace(successor.position);
  const isTold = action.position !== undefined && showPlace(action.position) === place;
  return {
    label: "successor",
    cells: [{ text: url }, ...(isTold ? [] : [{ text: place }])],
    gap: "  ",
  };
}

function secretRow(action: Action, sentence: string, palette: Palette): Row {
  const row = textRow("secret", sentence);
  const isLost = action.kind === "delete" || action.secret === "remove";
  return isLost ? { ...row, style: palette.warning } : row;
}

function placeRow(place: string, palette: Palette): Row {
  return { label: "source", cells: [{ text: place }], gap: " ", style: palette.muted };
}

function requestRows(action: Action, palette: Palette): readonly Row[] {
  return action.requests.map((request, index) => ({
    label: index === 0 ? "requests" : "",
    cells: [{ text: sanitize(request) }],
    gap: " ",
    style: palette.muted,
  }));
}

function textRow(label: string, sentence: string): Row {
  return { label, cells: sentence.split(" ").map((text) => ({ text })), gap: " " };
}

function listCells(items: readonly string[]): readonly Cell[] {
  if (items.length === 0) return [{ text: "none" }];
  return items.map((item, index) => ({
    text: sanitize(item) + (index < items.length - 1 ? "," : ""),
  }));
}

/** The cells of the line that opens an action. An empty one has nothing to say. */
export interface ActionOpening {
  readonly verb: string;
  readonly url: string;
  /** Stands at every live hook, for masks can make two URLs look alike. */
  readonly id: string;
  readonly note: string;
  readonly place: string;
}

export function actionOpening(action: Action, showUrls: boolean): ActionOpening {
  const { url, hookId } = actionTarget(action);
  return {
    verb: action.blocked === null ? action.kind : "blocked",
    url: sanitize(url.show(showUrls)),
    id: hookId === null ? "" : `#${hookId}`,
    note: [
      ...(action.blocked === null ? [] : [action.kind]),
      ...(action.kind === "delete" ? [action.reason] : []),
    ].join(", "),
    place: action.position === undefined ? "" : showPlace(action.position),
  };
}

/** The widths of the columns in which the opening lines of one scope stand. */
export interface ActionColumns {
  readonly verb: number;
  readonly url: number;
  readonly id: number;
}

/**
 * Columns that fit these lines. `verb` is given, because verbs line up over the whole plan. A URL
 * that would push its line beyond `width` sticks out rather than widen the column for all.
 */
export function actionColumns(
  openings: readonly ActionOpening[],
  options: { readonly verb: number; readonly width: number },
): ActionColumns {
  const id = widest(openings.map((opening) => opening.id));
  const tail = widest(openings.map(({ note, place }) => [note, place].join("  ").trim()));
  // Two columns of indentation, the sign and its blank, then two columns between cells.
  const rest = options.width - (4 + options.verb + 2) - (id + 2) - (tail + 2);
  const fitting = openings
    .map(({ url }) => url)
    .filter((url) => displayWidth(url) <= Math.max(24, rest));
  return { verb: options.verb, url: widest(fitting), id };
}

function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, displayWidth(text)), 0);
}

export interface RenderActionOptions {
  readonly palette: Palette;
  readonly width: number;
  readonly showUrls: boolean;
  readonly detail: "short" | "normal" | "full";
}

/** One action: what, which hook, where the file asks for it; below, what it does to every field. */
export function renderAction(
  action: Action,
  columns: ActionColumns,
  options: RenderActionOptions,
): readonly string[] {
  const { palette, showUrls, detail, width } = options;
  const opening = actionOpening(action, showUrls);
  if (detail === "short") return [openingLine(action, opening, columns, palette)];
  // A place that has no room behind a long URL stands below instead.
  const fits =
    displayWidth(openingLine(action, opening, columns, createPalette(false))) <= width ||
    opening.place === "";
  const shown = fits ? opening : { ...opening, place: "" };
  const rows = actionRows(action, {
    palette,
    showUrls,
    place: fits ? undefined : opening.place,
    requests: detail === "full",
  });
  return [openingLine(action, shown, columns, palette), ...renderRows(rows, options)];
}

function openingLine(
  action: Action,
  { verb, url, id, note, place }: ActionOpening,
  columns: ActionColumns,
  palette: Palette,
): string {
  const words = actionWords(action);
  const [sign, style] =
    action.blocked === null ? [words.sign, palette[words.style]] : ["!", palette.blocked];
  const cells = [
    { text: url, width: columns.url },
    ...(columns.id === 0 ? [] : [{ text: id, width: columns.id }]),
    ...[note, place]
      .filter((text) => text !== "")
      .map((text) => ({ text, width: 0, style: palette.muted })),
  ];
  // Lines end with their last word: blanks behind it would only be copied along.
  const end = cells.findLastIndex(({ text }) => text !== "") + 1;
  const tail = cells.slice(0, end).map((cell, index) => {
    const text = index === end - 1 ? cell.text : padCell(cell.text, cell.width);
    return "style" in cell ? cell.style(text) : text;
  });
  return `  ${style(`${sign} ${padCell(verb, columns.verb)}`)}  ${tail.join("  ")}`;
}
