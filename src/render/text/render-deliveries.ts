import {
  countNoun,
  describeStatus,
  showResponseTime,
  showShortTime,
  showTime,
} from "../../documents/format.ts";
import { type MaskedSide, maskDelivery } from "../../documents/mask-delivery.ts";
import type { Delivery, DeliveryDetail, HookDelivery, LiveHookRef } from "../../model/delivery.ts";
import type { HookUrl } from "../../model/hook-url.ts";
import { hasFailed, isRedirect, redirectHint } from "../../model/receiver-answer.ts";
import { scopeName } from "../../model/scope.ts";
import type { Secret } from "../../model/secret.ts";
import { sanitize, sanitizeLines } from "../../redact/sanitize.ts";
import { showHookId } from "./hook-id.ts";
import { type Cell, padCell } from "./layout.ts";
import type { Palette, TextOptions } from "./palette.ts";
import { renderTable, type TableColumn } from "./render-table.ts";

/** The host that a hook delivers to; of a URL that is a credential, the name of its variable. */
export function showReceiver(url: HookUrl): string {
  if (url.origin.kind === "env") return sanitize(url.show());
  const host = url.host();
  return host === "" ? "no host" : sanitize(host);
}

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
  const name = sanitize(action === undefined ? event : `${event}.${action}`);
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
    { text: sanitize(scopeName(hook.scope)), style: palette.scope },
    { text: showReceiver(hook.url) },
    { text: eventWords(delivery) },
    { text: describeStatus(delivery), ...(failed ? { style } : {}) },
    { text: showResponseTime(delivery.durationMs) },
    { text: String(delivery.id) },
  ];
}

export interface RenderDeliveriesOptions extends TextOptions {
  /** How many hooks were looked at. */
  readonly hooks: number;
  /** How many were found, where fewer are shown. */
  readonly found: number;
  /** Whether more may be there that nobody looked for. */
  readonly isPartial?: boolean;
}

/** Deliveries as a table, in the order given, with their counts below. No line break at the end. */
export function renderDeliveries(
  items: readonly HookDelivery[],
  { palette, hooks, found, isPartial, width }: RenderDeliveriesOptions,
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

export interface RenderDeliveryOptions extends TextOptions {
  /** Those that are known here: they are shown nowhere. */
  readonly secrets?: readonly Secret[];
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

/** One delivery in full, secrets masked and everything foreign harmless. No line break at the end. */
export function renderDelivery(
  detail: DeliveryDetail,
  hook: LiveHookRef,
  options: RenderDeliveryOptions,
): string {
  const { palette, secrets = [] } = options;
  const { url, request, response } = maskDelivery(detail, hook, secrets);
  const { event, action } = detail;
  const facts: readonly (readonly [string, string])[] = [
    ["id", String(detail.id)],
    ["guid", sanitize(detail.guid)],
    ["event", sanitize(action === undefined ? event : `${event}.${action}`)],
    ["delivered", showTime(detail.deliveredAt) + (detail.redelivery ? ", a redelivery" : "")],
    ["status", (hasFailed(detail) ? palette.error : palette.success)(describeStatus(detail))],
    ["took", showResponseTime(detail.durationMs)],
    ...(detail.throttledAt === undefined
      ? []
      : [["throttled", `by GitHub at ${showTime(detail.throttledAt)}`] as const]),
  ];
  return [
    `${palette.scope(sanitize(scopeName(hook.scope)))}  ${sanitize(url)}  ${showHookId(hook.scope, hook.hookId, options)}`,
    ...facts.map(([label, text]) => `  ${palette.muted(padCell(label, 10))} ${text}`),
    ...redirectLines([detail], palette),
    ...sideLines("Request", request, palette),
    ...sideLines("Response", response, palette),
  ].join("\n");
}

/** A hint for a list of deliveries of which one was answered with a redirect; none without. */
export function redirectLines(
  deliveries: readonly Pick<Delivery, "statusCode">[],
  palette: Palette,
): readonly string[] {
  const redirects = deliveries.filter(({ statusCode }) => isRedirect(statusCode)).length;
  if (redirects === 0) return [];
  const count = redirects === deliveries.length ? "" : ` (${redirects} of them)`;
  return [`${palette.strong("→")} 3xx${count}: ${redirectHint}.`];
}
