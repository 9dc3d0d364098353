import { compareStrings } from "../../model/compare-strings.ts";
import type { HookUrl } from "../../model/hook-url.ts";
import type { FieldChange } from "../../model/plan.ts";
import type { Palette } from "../text/palette.ts";
import { sanitise } from "../text/sanitise.ts";
import type { Cell } from "../text/wrap-cells.ts";
import { shownValue } from "../view/fields.ts";

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
      return [{ text: sanitise(change.before) }, { text: `→ ${sanitise(change.after)}` }];
    case "insecure_ssl":
    case "active":
      return [
        { text: sanitise(shownValue(change.field, change.before)) },
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
      .map((event) => `${sign} ${sanitise(event)}`);
  return [
    ...signed(after, before, "+").map((text) => ({ text, style: palette.create })),
    ...signed(before, after, "-").map((text) => ({ text, style: palette.remove })),
  ];
}

function urlCells(before: HookUrl, after: HookUrl, showUrls: boolean): readonly Cell[] {
  const shown = { before: sanitise(before.show(showUrls)), after: sanitise(after.show(showUrls)) };
  const cells: Cell[] = [{ text: shown.before }, { text: `→ ${shown.after}` }];
  // Masks can make two URLs look alike; the reader must not take that for no change.
  if (shown.before === shown.after) cells.push({ text: "(they differ where they are masked)" });
  return cells;
}
