import type { Diagnostic } from "../../model/diagnostic.ts";
import type { DeliveryBucket, FleetHealth } from "../../model/fleet-health.ts";
import { countDeliveries, joinWords, showShortTime } from "../format.ts";
import type { ShowOptions } from "../plan-document.ts";
import { alerts, notes } from "./alerts.ts";
import type { ChartView, DocumentView, EntryView, GroupView, Tone } from "./document-view.ts";
import { foldEntries } from "./fold.ts";
import { type HealthState, type HookLine, healthView, type ReceiverView } from "./health-view.ts";

const tones: Readonly<Record<HealthState, Tone>> = {
  unhealthy: "remove",
  failing: "remove",
  recovered: "warning",
  fine: "create",
  silent: "muted",
};

interface HealthPageOptions extends ShowOptions {
  /** What could not be read. */
  readonly problems: readonly Diagnostic[];
  /** Every hook, also where the line of its receiver says it all. */
  readonly all: boolean;
}

/** The health of the fleet as a page or as Markdown: a group for each receiver, the worst first. */
export function healthPage(health: FleetHealth, options: HealthPageOptions): DocumentView {
  const { since, until, totals, unhealthy, receivers, hint } = healthView(health, options);
  const count = (label: string, number: number, tone: Tone) => {
    return { label, count: number, tone };
  };
  const counts = [
    count("receivers", totals.receivers, "create"),
    count("hooks", totals.hooks, "create"),
    count("deliveries", totals.deliveries, "create"),
    count("failed", totals.failures, "remove"),
    count("missed", totals.missed, "remove"),
    count("unhealthy", totals.unhealthy_hooks, "remove"),
  ];
  const groups = receivers.map((receiver, rank) => groupOf(receiver, rank, options));
  return {
    title: "Webhook health",
    counts: [{ name: "", counts }],
    notes: notes([
      ["muted", `Deliveries from ${since} to ${until}.`],
      ["strong", unhealthy],
      ["muted", hint],
    ]),
    alerts: alerts(options.problems),
    sections: groups.length === 0 ? [] : [{ heading: "", groups }],
    closing: { title: "Health:", counts },
    facts: [["API", options.apiUrl]],
  };
}

function groupOf(receiver: ReceiverView, rank: number, { all }: HealthPageOptions): GroupView {
  const hooks = receiver.hooks.filter(({ isTelling }) => all || isTelling);
  return {
    rank,
    weight: "quiet",
    tone: "muted",
    heading: `${receiver.name}: ${receiver.state}`,
    lede: joinWords([receiver.hookCount, numbersOf(receiver), receiver.remarks], "; "),
    entries: foldEntries(hooks, hookEntry),
    chart: deliveryChart(receiver.chart),
  };
}

function numbersOf(line: HookLine | ReceiverView): string {
  const { deliveries, failures, success, median, last, proof } = line;
  return `${countDeliveries(deliveries)}, ${failures} failed; success ${success}; median ${median}; last (UTC): ${last}; secret: ${proof}`;
}

function hookEntry(hook: HookLine): EntryView {
  const { state, url, scope, hookId, link, isActive } = hook;
  return {
    kind: state,
    verb: state,
    sign: " ",
    tone: tones[state],
    url,
    isWhole: true,
    note: isActive ? "" : "inactive",
    fields: [],
    blocked: null,
    origin: null,
    hooks: [{ scope, hookId, link, place: "", note: numbersOf(hook) }],
  };
}

function deliveryChart(buckets: readonly DeliveryBucket[]): ChartView {
  return {
    label: "Deliveries over time; those that failed below the line",
    bars: buckets.map(({ start, deliveries, failures: bad }) => {
      const good = deliveries - bad;
      return { label: `from ${showShortTime(start)}: ${good} succeeded, ${bad} failed`, good, bad };
    }),
  };
}
