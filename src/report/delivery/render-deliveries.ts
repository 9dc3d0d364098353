import type { HookDelivery } from "../../model/watched-hook.ts";
import { countNoun } from "../text/count-noun.ts";
import type { Palette } from "../text/palette.ts";
import { renderTable } from "../text/render-table.ts";
import { deliveryCells, deliveryColumns } from "./delivery-columns.ts";
import { redirectLines } from "./status-words.ts";

export interface RenderDeliveriesOptions {
  readonly palette: Palette;
  readonly hasFailed: (delivery: HookDelivery["delivery"]) => boolean;
  /** How many hooks were looked at. */
  readonly hooks: number;
  /** How many were found, where fewer are shown. */
  readonly found: number;
  /** Whether more may be there that nobody looked for. */
  readonly isPartial?: boolean;
  readonly width?: number | undefined;
}

/** Deliveries as a table, in the order given, with their counts below. No line break at the end. */
export function renderDeliveries(
  items: readonly HookDelivery[],
  { palette, hasFailed, hooks, found, isPartial, width }: RenderDeliveriesOptions,
): string {
  const of = `of ${countNoun(hooks, "hook")}`;
  if (items.length === 0) return `No deliveries ${of} match.`;
  const rows = items.map((item) =>
    deliveryCells(item, { palette, failed: hasFailed(item.delivery) }),
  );
  const failures = items.filter(({ delivery }) => hasFailed(delivery)).length;
  const failed = failures === 0 ? "none failed" : palette.error(`${failures} failed`);
  const more = isPartial === true ? "at least " : "";
  const shown = found > items.length ? `the latest of ${more}${found}, ` : "";
  const noun = items.length === 1 ? "1 delivery" : `${items.length} deliveries`;
  return [
    ...renderTable(deliveryColumns, rows, { palette, width }),
    "",
    `${palette.strong(noun)} ${of}: ${shown}${failed}.`,
    ...redirectLines(
      items.map(({ delivery }) => delivery),
      palette,
    ),
  ].join("\n");
}
