import { type MaskedSide, maskDelivery } from "../../documents/mask-delivery.ts";
import type { Delivery, DeliveryDetail, HookDelivery, LiveHookRef } from "../../model/delivery.ts";
import {
  countDeliveries,
  countNoun,
  describeStatus,
  showResponseTime,
  showShortTime,
  showTime,
} from "../../model/format.ts";
import { hasFailed, isRedirect, redirectHint } from "../../model/receiver-answer.ts";
import { scopeName } from "../../model/scope.ts";
import type { Secret } from "../../model/secret.ts";
import { sanitize, sanitizeLines } from "../../redact/sanitize.ts";
import { padCell } from "./layout.ts";
import type { Palette, TextOptions } from "./palette.ts";
import { renderTable, type TableColumn, type TableRow } from "./render-table.ts";
import { showHookId, showReceiver, showScope } from "./show-hook.ts";

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

function eventName({ event, action }: Delivery): string {
  return sanitize(action === undefined ? event : `${event}.${action}`);
}

/** One delivery as a row below {@link deliveryColumns}. */
export function deliveryRow(
  { hook, delivery }: HookDelivery,
  { palette, failed }: { readonly palette: Palette; readonly failed: boolean },
): TableRow {
  const style = failed ? palette.error : palette.success;
  const again = delivery.redelivery ? " (again)" : "";
  const cells = [
    { text: failed ? "✗" : "✓", style },
    { text: showShortTime(delivery.deliveredAt), style: palette.muted },
    { text: sanitize(scopeName(hook.scope)), style: palette.scope },
    { text: showReceiver(hook.url) },
    { text: eventName(delivery) + again },
    { text: describeStatus(delivery), style: failed ? style : undefined },
    { text: showResponseTime(delivery.durationMs) },
    { text: String(delivery.id) },
  ];
  return { cells };
}

/**
 * Deliveries as a table, in the order given, with their counts below. No line break at the end.
 *
 * @param options how many `hooks` were looked at; how many deliveries were `found`, where fewer are shown;
 *   `isPartial` where more may be there that nobody looked for
 */
export function renderDeliveries(
  items: readonly HookDelivery[],
  options: TextOptions & {
    readonly hooks: number;
    readonly found: number;
    readonly isPartial?: boolean;
  },
): string {
  const { palette, hooks, found, isPartial, width } = options;
  const of = `of ${countNoun(hooks, "hook")}`;
  if (items.length === 0) return `No deliveries ${of} match.`;
  const rows = items.map((item) =>
    deliveryRow(item, { palette, failed: hasFailed(item.delivery) }),
  );
  const failures = items.filter(({ delivery }) => hasFailed(delivery)).length;
  const failed = failures === 0 ? "none failed" : palette.error(`${failures} failed`);
  const more = isPartial === true ? "at least " : "";
  const shown = found > items.length ? `the latest of ${more}${found}, ` : "";
  return [
    ...renderTable(deliveryColumns, rows, { palette, width }),
    "",
    `${palette.strong(countDeliveries(items.length))} ${of}: ${shown}${failed}.`,
    ...redirectLines(items, palette),
  ].join("\n");
}

const gone = "(GitHub has none)";

function bodyLines(payload: unknown): readonly string[] {
  if (payload === null || payload === undefined) return [gone];
  const text = typeof payload === "string" ? payload : JSON.stringify(payload, null, 2);
  return text === "" ? ["(empty)"] : sanitizeLines(text);
}

function sideLines(title: string, side: MaskedSide, palette: Palette): readonly string[] {
  const headers = Object.entries(side.headers ?? {}).map(
    ([name, value]) => `${palette.muted(`${sanitize(name)}:`)} ${sanitize(value)}`,
  );
  return [
    "",
    palette.strong(`${title} headers`),
    ...(headers.length === 0 ? [gone] : headers).map((line) => `  ${line}`),
    "",
    palette.strong(`${title} payload`),
    ...bodyLines(side.payload).map((line) => `  ${line}`.trimEnd()),
  ];
}

/**
 * One delivery in full, secrets masked and everything foreign harmless. No line break at the end.
 *
 * @param options `secrets`: those that are known here, which are shown nowhere
 */
export function renderDelivery(
  detail: DeliveryDetail,
  hook: LiveHookRef,
  options: TextOptions & { readonly secrets?: readonly Secret[] },
): string {
  const { palette, secrets = [] } = options;
  const { url, request, response } = maskDelivery(detail, hook, secrets);
  const facts: readonly (readonly [string, string])[] = [
    ["id", String(detail.id)],
    ["guid", sanitize(detail.guid)],
    ["event", eventName(detail)],
    ["delivered", showTime(detail.deliveredAt) + (detail.redelivery ? ", a redelivery" : "")],
    ["status", (hasFailed(detail) ? palette.error : palette.success)(describeStatus(detail))],
    ["took", showResponseTime(detail.durationMs)],
    ...(detail.throttledAt === undefined
      ? []
      : [["throttled", `by GitHub at ${showTime(detail.throttledAt)}`] as const]),
  ];
  return [
    `${showScope(hook.scope, palette)}  ${sanitize(url)}  ${showHookId(hook.scope, hook.hookId, options)}`,
    ...facts.map(([label, text]) => `  ${palette.muted(padCell(label, 10))} ${text}`),
    ...redirectLines([{ delivery: detail }], palette),
    ...sideLines("Request", request, palette),
    ...sideLines("Response", response, palette),
  ].join("\n");
}

/** A hint for a list of deliveries of which one was answered with a redirect; none without. */
export function redirectLines(
  items: readonly Pick<HookDelivery, "delivery">[],
  palette: Palette,
): readonly string[] {
  const redirects = items.filter(({ delivery }) => isRedirect(delivery.statusCode)).length;
  if (redirects === 0) return [];
  const count = redirects === items.length ? "" : ` (${redirects} of them)`;
  return [`${palette.strong("→")} 3xx${count}: ${redirectHint}.`];
}
