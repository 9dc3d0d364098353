import { type Diagnostic, hasErrors } from "../model/diagnostic.ts";
import type { DeliveryStatistics, FleetHealth } from "../model/fleet-health.ts";
import { showTime } from "../model/format.ts";
import { diagnosticDocument } from "./diagnostic-document.ts";
import { hookRefDocument, type ShowOptions } from "./plan-document.ts";

/** The counts over the whole fleet. */
export function healthTotals({ receivers }: FleetHealth) {
  const sum = (count: (receiver: FleetHealth["receivers"][number]) => number): number =>
    receivers.reduce((total, receiver) => total + count(receiver), 0);
  return {
    receivers: receivers.length,
    hooks: sum(({ hooks }) => hooks.length),
    deliveries: sum(({ statistics }) => statistics.deliveries),
    failures: sum(({ statistics }) => statistics.failures),
    missed: sum(({ statistics }) => statistics.missed),
    throttled: sum(({ statistics }) => statistics.throttled),
    unhealthy_hooks: sum(({ hooks }) => hooks.filter((hook) => hook.complaints.length > 0).length),
    unhealthy_receivers: sum(({ complaints }) => (complaints.length > 0 ? 1 : 0)),
  };
}

function statisticsDocument({ last, outage, ...counts }: DeliveryStatistics) {
  return {
    deliveries: counts.deliveries,
    failures: counts.failures,
    missed: counts.missed,
    throttled: counts.throttled,
    /** From 0 to 1. */
    success: counts.successShare ?? null,
    median_ms: counts.medianMs ?? null,
    last:
      last === undefined
        ? null
        : {
            delivered_at: showTime(last.at),
            status: last.status,
            status_code: last.statusCode,
            failed: last.failed,
          },
    failing_since: outage === undefined ? null : showTime(outage.since),
  };
}

/** The health of the fleet as data: what `health --format json` prints. */
export function healthDocument(
  health: FleetHealth,
  options: ShowOptions & { readonly problems: readonly Diagnostic[] },
) {
  const summary = healthTotals(health);
  return {
    format: "hookfleet.health/1",
    since: showTime(health.since),
    until: showTime(health.until),
    complete: !hasErrors(options.problems),
    healthy: summary.unhealthy_hooks === 0,
    summary,
    receivers: health.receivers.map(({ receiver, statistics, complaints, buckets, hooks }) => ({
      receiver,
      ...statisticsDocument(statistics),
      complaints,
      chart: buckets.map(({ start, ...counts }) => ({ start: showTime(start), ...counts })),
      hooks: hooks.map(({ hook, statistics: own, proof, complaints: found }) => ({
        ...hookRefDocument(hook, options),
        active: hook.active,
        ...statisticsDocument(own),
        secret: proof,
        complaints: found,
      })),
    })),
    diagnostics: options.problems.map(diagnosticDocument),
  };
}
