import { countRedeliveries } from "../../documents/delivery-documents.ts";
import type { RedeliveryOutcome, RedeliveryPlan } from "../../model/delivery.ts";
import { countNoun, showShortTime } from "../../model/format.ts";
import { countBy } from "../../model/group-by.ts";
import { sanitize, sanitizeProse } from "../../redact/sanitize.ts";
import type { Palette } from "./palette.ts";
import { deliveryColumns, deliveryRow, redirectLines } from "./render-deliveries.ts";
import { renderTotals } from "./render-run.ts";
import { renderTable } from "./render-table.ts";
import { showReceiver, showScope } from "./show-hook.ts";

/** What is to be sent again, oldest first, and how much is left alone and why. */
export function renderRedeliveryPlan(
  { redeliveries, skipped }: RedeliveryPlan,
  { palette, width }: { readonly palette: Palette; readonly width?: number | undefined },
): string {
  const skips = countBy(skipped, ({ reason }) => reason);
  const skippedLine = (count: number, why: string): readonly string[] =>
    count === 0 ? [] : [palette.muted(`Skipped ${count}: ${why}.`)];
  const rows = redeliveries.map((one) => deliveryRow(one, { palette, failed: true }));
  const isNone = rows.length === 0;
  return [
    ...(isNone ? [] : [...renderTable(deliveryColumns, rows, { palette, width }), ""]),
    ...skippedLine(skips("succeeded"), "got through in another attempt"),
    ...skippedLine(skips("too-many-attempts"), "tried as often as --max-attempts allows"),
    isNone
      ? "Nothing to redeliver."
      : `${palette.strong(countNoun(rows.length, "event"))} to redeliver, oldest first.`,
    ...redirectLines(redeliveries, palette),
  ].join("\n");
}

function words(outcome: RedeliveryOutcome, palette: Palette): readonly [string, string] {
  switch (outcome.status) {
    case "accepted":
      return [palette.success("✓"), "accepted"];
    case "skipped":
      return [palette.muted("-"), "skipped: it was sent again meanwhile"];
    case "failed":
      return [
        palette.error("✗"),
        `${palette.error(sanitize(outcome.error.code))}: ${sanitizeProse(outcome.error.message)}`,
      ];
    case "not_attempted":
      return [palette.warning("-"), `not attempted: ${sanitizeProse(outcome.reason)}`];
    default:
      return outcome satisfies never;
  }
}

/** One redelivery as it ends: `[3/12] ✓ acme/api  ci.example.com  push  11-20 10:12:31  accepted`. */
export function renderRedeliveryOutcome(
  outcome: RedeliveryOutcome,
  place: { readonly index: number; readonly total: number },
  palette: Palette,
): string {
  const { hook, delivery, firstAt } = outcome.redelivery;
  const [mark, result] = words(outcome, palette);
  const number = String(place.index + 1).padStart(String(place.total).length);
  return [
    `[${number}/${place.total}] ${mark} ${showScope(hook.scope, palette)}`,
    showReceiver(hook.url),
    sanitize(delivery.event),
    palette.muted(showShortTime(firstAt)),
    result,
  ].join("  ");
}

/** The last lines of a run: what happened, not what was planned. No line break at the end. */
export function renderRedeliverySummary(
  plan: RedeliveryPlan,
  outcomes: readonly RedeliveryOutcome[],
  palette: Palette,
): string {
  const counts = countRedeliveries(plan, outcomes);
  // Hints name hooks and deliveries, so that no two are alike: one for each kind of error.
  const helps = new Map<string, string>();
  for (const outcome of outcomes) {
    if (outcome.status !== "failed") continue;
    const { code, help } = outcome.error;
    if (help !== undefined && !helps.has(code)) helps.set(code, help);
  }
  const next =
    "GitHub has accepted them and sends them now; `hookfleet deliveries` shows what the receiver answers.";
  return [
    ...[...new Set(helps.values())].map((help) => `${palette.strong("→")} ${sanitizeProse(help)}`),
    renderTotals(palette, [
      ["Redelivered", counts.redelivered, "success"],
      ["skipped", counts.skipped],
      ["failed", counts.failed, "error"],
      ["not attempted", counts.not_attempted, "warning"],
    ]),
    ...(counts.redelivered === 0 ? [] : [palette.muted(next)]),
  ].join("\n");
}
