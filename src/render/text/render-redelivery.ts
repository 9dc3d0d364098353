import { countRedeliveries } from "../../documents/delivery-documents.ts";
import { countNoun, showShortTime } from "../../documents/format.ts";
import type { RedeliveryOutcome, RedeliveryPlan, RedeliverySkip } from "../../model/delivery.ts";
import { scopeName } from "../../model/scope.ts";
import { sanitize, sanitizeProse } from "../../redact/sanitize.ts";
import type { Palette, Styles } from "./palette.ts";
import {
  deliveryCells,
  deliveryColumns,
  redirectLines,
  showReceiver,
} from "./render-deliveries.ts";
import { renderTable } from "./render-table.ts";

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
  const [mark, said] = words(outcome, palette);
  const number = String(place.index + 1).padStart(String(place.total).length);
  return [
    `[${number}/${place.total}] ${mark} ${palette.scope(sanitize(scopeName(hook.scope)))}`,
    showReceiver(hook.url),
    sanitize(delivery.event),
    palette.muted(showShortTime(firstAt)),
    said,
  ].join("  ");
}

/** The last lines of a run: what happened, not what was planned. No line break at the end. */
export function renderRedeliverySummary(
  plan: RedeliveryPlan,
  outcomes: readonly RedeliveryOutcome[],
  palette: Palette,
): string {
  const {
    redelivered,
    skipped,
    failed,
    not_attempted: waiting,
  } = countRedeliveries(plan, outcomes);
  const part = (count: number, text: string, style: keyof Styles): string =>
    count === 0 ? text : palette[style](text);
  // Hints name hooks and deliveries, so that no two are alike: one for each kind of error.
  const helps = new Map<string, string>();
  for (const outcome of outcomes) {
    if (outcome.status !== "failed") continue;
    const { code, help } = outcome.error;
    if (help !== undefined && !helps.has(code)) helps.set(code, help);
  }
  return [
    ...[...new Set(helps.values())].map((help) => `${palette.strong("→")} ${sanitizeProse(help)}`),
    [
      part(redelivered, `Redelivered ${redelivered}`, "success"),
      `skipped ${skipped}`,
      part(failed, `failed ${failed}`, "error"),
      `${part(waiting, `not attempted ${waiting}`, "warning")}.`,
    ].join(", "),
    ...(redelivered === 0
      ? []
      : [
          palette.muted(
            "GitHub has accepted them and sends them now; `hookfleet deliveries` shows what the receiver answers.",
          ),
        ]),
  ].join("\n");
}
