import type { Action } from "../../model/plan.ts";
import { displayWidth } from "../text/display-width.ts";
import { padCell } from "../text/pad-cell.ts";
import { createPalette, type Palette } from "../text/palette.ts";
import { renderRows } from "../text/render-rows.ts";
import { actionWords } from "../words/action-words.ts";
import type { ActionColumns } from "./action-columns.ts";
import { type ActionOpening, actionOpening } from "./action-opening.ts";
import { actionRows } from "./action-rows.ts";

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
