import type { RedeliveryOutcome, RedeliveryPlan } from "../../model/redelivery.ts";
import { scopeName } from "../../model/scope.ts";
import type { Palette } from "../text/palette.ts";
import { sanitise } from "../text/sanitise.ts";
import { sanitiseProse } from "../text/sanitise-prose.ts";
import { countRedeliveries } from "./count-redeliveries.ts";
import { showReceiver } from "./show-receiver.ts";
import { showShortTime } from "./show-short-time.ts";

function words(outcome: RedeliveryOutcome, palette: Palette): readonly [string, string] {
  switch (outcome.status) {
    case "accepted":
      return [palette.success("✓"), "accepted"];
    case "skipped":
      return [palette.muted("-"), "skipped: somebody had it sent again meanwhile"];
    case "failed":
      return [
        palette.error("✗"),
        `${palette.error(sanitise(outcome.error.code))}: ${sanitiseProse(outcome.error.message)}`,
      ];
    case "not_attempted":
      return [palette.warning("-"), `not attempted: ${sanitiseProse(outcome.reason)}`];
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
    `[${number}/${place.total}] ${mark} ${palette.scope(sanitise(scopeName(hook.scope)))}`,
    showReceiver(hook.url),
    sanitise(delivery.event),
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
  const part = (count: number, text: string, style: keyof Palette): string =>
    count === 0 ? text : palette[style](text);
  // Hints name hooks and deliveries, so that no two are alike: one for each kind of error.
  const helps = new Map<string, string>();
  for (const outcome of outcomes) {
    if (outcome.status !== "failed") continue;
    const { code, help } = outcome.error;
    if (help !== undefined && !helps.has(code)) helps.set(code, help);
  }
  return [
    ...[...new Set(helps.values())].map((help) => `${palette.strong("→")} ${sanitiseProse(help)}`),
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
