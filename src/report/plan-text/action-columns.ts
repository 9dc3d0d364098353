import { displayWidth } from "../text/display-width.ts";
import type { ActionOpening } from "./action-opening.ts";

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
