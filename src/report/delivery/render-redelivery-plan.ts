import type { RedeliveryPlan, RedeliverySkip } from "../../model/redelivery.ts";
import { countNoun } from "../text/count-noun.ts";
import type { Palette } from "../text/palette.ts";
import { renderTable } from "../text/render-table.ts";
import { deliveryCells, deliveryColumns } from "./delivery-columns.ts";
import { redirectLines } from "./status-words.ts";

const skipWords: Readonly<Record<Exclude<RedeliverySkip, "sent-meanwhile">, string>> = {
  succeeded: "got through in another attempt",
  "too-many-attempts": "tried as often as --max-attempts allows",
};

/** What is to be sent again, oldest first, and how much is left alone and why. */
export function renderRedeliveryPlan(
  { redeliveries, skipped }: RedeliveryPlan,
  { palette, width }: { readonly palette: Palette; readonly width?: number | undefined },
): string {
  const reasons = (["succeeded", "too-many-attempts"] as const).flatMap((reason) => {
    const count = skipped.filter((one) => one.reason === reason).length;
    return count === 0 ? [] : [palette.muted(`Skipped ${count}: ${skipWords[reason]}.`)];
  });
  const rows = redeliveries.map((one) => deliveryCells(one, { palette, failed: true }));
  const table = rows.length === 0 ? [] : renderTable(deliveryColumns, rows, { palette, width });
  const count =
    rows.length === 0
      ? "Nothing to redeliver."
      : `${palette.strong(countNoun(rows.length, "event"))} to redeliver, oldest first.`;
  const redirects = redirectLines(
    redeliveries.map(({ delivery }) => delivery),
    palette,
  );
  const gap = rows.length === 0 ? [] : [""];
  return [...table, ...gap, ...reasons, count, ...redirects].join("\n");
}
