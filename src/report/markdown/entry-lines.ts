import { padCell } from "../text/pad-cell.ts";
import { sanitise } from "../text/sanitise.ts";
import type { EntryView, FieldView } from "../view/report-view.ts";

/** An entry as lines of a `diff` block, which GitHub colours by what a line begins with. */
export interface EntryLines {
  readonly opening: string;
  readonly details: readonly string[];
}

const verbWidth = 12;
const fieldWidth = 12;

export function entryLines(entry: EntryView): EntryLines {
  const { sign, verb, url, hookId, note, place } = entry;
  const words = [url, ...(hookId === null ? [] : [`#${hookId}`]), note, place]
    .filter((word) => word !== "")
    .map(sanitise);
  return {
    opening: `${sign} ${padCell(verb, verbWidth)}  ${words.join("  ")}`.trimEnd(),
    details: entry.fields.flatMap(fieldLines),
  };
}

function fieldLines(view: FieldView): readonly string[] {
  const label = padCell(sanitise(view.field), fieldWidth);
  if (view.kind === "words") return [`      ${label}  ${sanitise(view.text)}`];
  const line = (sign: string, items: readonly string[]): readonly string[] =>
    items.length === 0 ? [] : [`${sign}     ${label}  ${items.map(sanitise).join(", ")}`];
  return [...line("-", view.removed), ...line("+", view.added)];
}
