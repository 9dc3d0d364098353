import { scopeName } from "../../model/scope.ts";
import type { HookDelivery } from "../../model/watched-hook.ts";
import type { Palette } from "../text/palette.ts";
import type { TableColumn } from "../text/render-table.ts";
import { sanitise } from "../text/sanitise.ts";
import type { Cell } from "../text/wrap-cells.ts";
import { showReceiver } from "./show-receiver.ts";
import { showResponseTime } from "./show-response-time.ts";
import { showShortTime } from "./show-short-time.ts";
import { statusWords } from "./status-words.ts";

export const deliveryColumns: readonly TableColumn[] = [
  { title: "" },
  { title: "Time (UTC)" },
  { title: "Scope", shrinks: 20, clip: "middle" },
  { title: "Receiver", shrinks: 20, clip: "middle" },
  { title: "Event", shrinks: 12 },
  { title: "Status", shrinks: 12 },
  { title: "Took", align: "right" },
  { title: "Id", align: "right" },
];

function eventWords({ event, action, redelivery }: HookDelivery["delivery"]): string {
  const name = sanitise(action === undefined ? event : `${event}.${action}`);
  return redelivery ? `${name} (again)` : name;
}

/** One delivery as a row below {@link deliveryColumns}. */
export function deliveryCells(
  { hook, delivery }: HookDelivery,
  { palette, failed }: { readonly palette: Palette; readonly failed: boolean },
): readonly Cell[] {
  const style = failed ? palette.error : palette.success;
  return [
    { text: failed ? "✗" : "✓", style },
    { text: showShortTime(delivery.deliveredAt), style: palette.muted },
    { text: sanitise(scopeName(hook.scope)), style: palette.scope },
    { text: showReceiver(hook.url) },
    { text: eventWords(delivery) },
    { text: statusWords(delivery), ...(failed ? { style } : {}) },
    { text: showResponseTime(delivery.durationMs) },
    { text: String(delivery.id) },
  ];
}
