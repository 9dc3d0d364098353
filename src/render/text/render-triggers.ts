import type { TriggerOutcome } from "../../model/delivery.ts";
import { countNoun, someCounts } from "../../model/format.ts";
import { countBy } from "../../model/group-by.ts";
import { indented, renderByScope } from "./layout.ts";
import type { TextOptions } from "./palette.ts";
import { showHook } from "./show-hook.ts";

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

const marks = {
  sent: ["✓", "success"],
  failed: ["✗", "error"],
  skipped: ["-", "muted"],
  not_attempted: ["-", "muted"],
} as const;

function renderOutcome(outcome: TriggerOutcome, options: TextOptions): readonly string[] {
  const { palette } = options;
  const [sign, style] = marks[outcome.status];
  return [
    `  ${palette[style](sign)} ${showHook(outcome, options)}`.trimEnd(),
    ...reasonsOf(outcome).flatMap((reason) => indented(reason, options)),
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
  const count = countBy(outcomes, ({ status }) => status);
  const others = someCounts([
    [count("failed"), "failed", palette.error],
    [count("skipped"), "skipped", palette.muted],
    [count("not_attempted"), "not attempted", palette.warning],
  ]);
  const hint = count("sent") === 0 ? "" : " `hookfleet deliveries` shows what receivers answer.";
  return `${[`GitHub accepted ${countNoun(count("sent"), verb)}`, ...others].join(", ")}.${hint}`;
}
