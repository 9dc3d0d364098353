import { countNoun } from "../../documents/format.ts";
import type { TriggerOutcome } from "../../model/delivery.ts";
import { sanitize, sanitizeProse } from "../../redact/sanitize.ts";
import { showHookId } from "./hook-id.ts";
import { clampWidth, renderByScope, wrapProse } from "./layout.ts";
import type { TextOptions } from "./palette.ts";

/**
 * What GitHub said to each hook, by scope, and a closing line. No line break at the end.
 *
 * @param options `verb`: what was asked for, such as `ping`
 */
export function renderTriggers(
  outcomes: readonly TriggerOutcome[],
  options: TextOptions & { readonly verb: string },
): string {
  const { palette } = options;
  const groups = renderByScope(outcomes, palette, (outcome) => renderOutcome(outcome, options));
  return [...groups, closingLine(outcomes, options)].join("\n\n");
}

function renderOutcome(outcome: TriggerOutcome, options: TextOptions): readonly string[] {
  const { palette, showUrls = false, width } = options;
  const { scope, url, hookId, status } = outcome;
  const sign = { sent: "✓", skipped: "-", not_attempted: "-", failed: "✗" }[status];
  const style = { sent: palette.success, failed: palette.error }[status as string] ?? palette.muted;
  const shown = `${style(sign)} ${sanitize(url.show(showUrls))}  ${showHookId(scope, hookId, options)}`;
  return [
    `  ${shown}`.trimEnd(),
    ...reasonsOf(outcome).flatMap((reason) =>
      wrapProse(sanitizeProse(reason), { first: "    ", rest: "    ", width: clampWidth(width) }),
    ),
  ];
}

function reasonsOf(outcome: TriggerOutcome): readonly string[] {
  if (outcome.status === "sent") return [];
  if (outcome.status !== "failed") return [outcome.reason];
  const { message, help } = outcome.error;
  return [message, ...(help === undefined ? [] : [help])];
}

function closingLine(
  outcomes: readonly TriggerOutcome[],
  { palette, verb }: TextOptions & { readonly verb: string },
): string {
  if (outcomes.length === 0) return "The file declares no hook here.";
  const count = (status: TriggerOutcome["status"]): number =>
    outcomes.filter((outcome) => outcome.status === status).length;
  const sent = `GitHub took ${countNoun(count("sent"), verb)}`;
  const rest = [
    ["failed", palette.error],
    ["skipped", palette.muted],
    ["not_attempted", palette.warning],
  ] as const;
  const others = rest
    .filter(([status]) => count(status) > 0)
    .map(([status, style]) => style(`${count(status)} ${status.replace("_", " ")}`));
  return `${[sent, ...others].join(", ")}.${count("sent") === 0 ? "" : " `hookfleet deliveries` shows what receivers answer."}`;
}
