import type { DeliveryDetail } from "../../model/delivery.ts";
import { scopeName } from "../../model/scope.ts";
import type { Secret } from "../../model/secret.ts";
import type { WatchedHook } from "../../model/watched-hook.ts";
import { padCell } from "../text/pad-cell.ts";
import type { Palette } from "../text/palette.ts";
import { sanitise } from "../text/sanitise.ts";
import { sanitiseLines } from "../text/sanitise-lines.ts";
import { showTime } from "../text/show-time.ts";
import { type MaskedSide, maskDelivery } from "./mask-delivery.ts";
import { showResponseTime } from "./show-response-time.ts";
import { redirectLines, statusWords } from "./status-words.ts";

export interface RenderDeliveryOptions {
  readonly palette: Palette;
  readonly failed: boolean;
  /** Those that are known here: they are shown nowhere. */
  readonly secrets?: readonly Secret[];
}

const gone = "(GitHub has none)";

function bodyLines(payload: unknown): readonly string[] {
  if (payload === null || payload === undefined) return [gone];
  const text = typeof payload === "string" ? payload : JSON.stringify(payload, null, 2);
  return text === "" ? ["(empty)"] : sanitiseLines(text);
}

function sideLines(title: string, side: MaskedSide, palette: Palette): readonly string[] {
  const headers = Object.entries(side.headers ?? {}).map(
    ([name, value]) => `${palette.muted(`${sanitise(name)}:`)} ${sanitise(value)}`,
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
  hook: WatchedHook,
  { palette, failed, secrets = [] }: RenderDeliveryOptions,
): string {
  const { url, request, response } = maskDelivery(detail, hook, secrets);
  const { event, action } = detail;
  const facts: readonly (readonly [string, string])[] = [
    ["id", String(detail.id)],
    ["guid", sanitise(detail.guid)],
    ["event", sanitise(action === undefined ? event : `${event}.${action}`)],
    ["delivered", showTime(detail.deliveredAt) + (detail.redelivery ? ", a redelivery" : "")],
    ["status", (failed ? palette.error : palette.success)(statusWords(detail))],
    ["took", showResponseTime(detail.durationMs)],
    ...(detail.throttledAt === undefined
      ? []
      : [["throttled", `by GitHub at ${showTime(detail.throttledAt)}`] as const]),
  ];
  return [
    `${palette.scope(sanitise(scopeName(hook.scope)))}  ${sanitise(url)}  #${hook.hookId}`,
    ...facts.map(([label, text]) => `  ${palette.muted(padCell(label, 10))} ${text}`),
    ...redirectLines([detail], palette),
    ...sideLines("Request", request, palette),
    ...sideLines("Response", response, palette),
  ].join("\n");
}
