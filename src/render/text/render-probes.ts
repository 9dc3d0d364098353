import { countNoun } from "../../documents/format.ts";
import type { TriggerOutcome } from "../../model/delivery.ts";
import { sanitize, sanitizeProse } from "../../redact/sanitize.ts";
import { clampWidth, renderByScope, wrapProse } from "./layout.ts";
import type { Palette } from "./palette.ts";

export interface RenderProbesOptions {
  readonly palette: Palette;
  /** Such as `ping`. */
  readonly verb: string;
  readonly showUrls?: boolean;
  /** Columns to wrap sentences at. Default 80. */
  readonly width?: number | undefined;
}

/** What GitHub said to each hook, by scope, and a closing line. No line break at the end. */
export function renderProbes(
  outcomes: readonly TriggerOutcome[],
  options: RenderProbesOptions,
): string {
  const { palette } = options;
  const groups = renderByScope(outcomes, palette, (outcome) => renderOutcome(outcome, options));
  return [...groups, closingLine(outcomes, options)].join("\n\n");
}

function renderOutcome(
  outcome: TriggerOutcome,
  { palette, showUrls = false, width }: RenderProbesOptions,
): readonly string[] {
  const { url, hookId, status } = outcome;
  const sign = { sent: "✓", skipped: "-", not_attempted: "-", failed: "✗" }[status];
  const style = { sent: palette.success, failed: palette.error }[status as string] ?? palette.muted;
  const id = hookId === undefined ? [] : [`#${hookId}`];
  const line = [`  ${style(sign)} ${sanitize(url.show(showUrls))}`, ...id].join("  ");
  return [
    line,
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
  { palette, verb }: RenderProbesOptions,
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
