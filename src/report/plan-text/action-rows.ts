import type { DesiredHook } from "../../model/hook.ts";
import type { Action, CreateAction, DeleteAction } from "../../model/plan.ts";
import type { Palette } from "../text/palette.ts";
import type { Row } from "../text/render-rows.ts";
import { sanitise } from "../text/sanitise.ts";
import { showPlace } from "../text/show-place.ts";
import type { Cell } from "../text/wrap-cells.ts";
import { shownValue } from "../view/fields.ts";
import { earlyWords, partWords } from "../words/early-words.ts";
import { secretWords } from "../words/secret-words.ts";
import { changeCells } from "./change-cells.ts";

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
      : [textRow("active", sanitise(shownValue("active", live.active)))]),
    ...(successor === undefined ? [] : [successorRow(action, successor, showUrls)]),
    ...(action.early === null ? [] : [textRow("order", earlyWords[action.early])]),
  ];
}

function successorRow(action: DeleteAction, successor: DesiredHook, showUrls: boolean): Row {
  const url = sanitise(successor.url.show(showUrls));
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
    cells: [{ text: sanitise(request) }],
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
    text: sanitise(item) + (index < items.length - 1 ? "," : ""),
  }));
}
