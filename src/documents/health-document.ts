import type { Diagnostic } from "../model/diagnostic.ts";
import type { DeliveryStatistics, FleetHealth, HookHealth } from "../model/fleet-health.ts";
import { hookSettingsUrl } from "../model/hook-link.ts";
import type { DiagnosticDocument } from "../model/plan-document.ts";
import { scopeName } from "../model/scope.ts";
import { diagnosticDocument } from "./diagnostic-document.ts";
import { showTime } from "./format.ts";
import type { ShowOptions } from "./plan-document.ts";

/** The counts over the whole fleet. */
export interface HealthTotals {
  readonly receivers: number;
  readonly hooks: number;
  readonly deliveries: number;
  readonly failures: number;
  readonly missed: number;
  readonly throttled: number;
  readonly unhealthy_hooks: number;
  readonly unhealthy_receivers: number;
}

export function healthTotals({ receivers }: FleetHealth): HealthTotals {
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

interface StatisticsDocument {
  readonly deliveries: number;
  readonly failures: number;
  readonly missed: number;
  readonly throttled: number;
  /** From 0 to 1. */
  readonly success: number | null;
  readonly median_ms: number | null;
  readonly last: {
    readonly delivered_at: string;
    readonly status: string;
    readonly status_code: number;
    readonly failed: boolean;
  } | null;
  readonly failing_since: string | null;
}

interface HookHealthDocument extends StatisticsDocument {
  readonly scope: string;
  readonly hook_id: number;
  readonly url: string;
  readonly html_url: string | null;
  readonly active: boolean;
  readonly secret: string;
  readonly complaints: readonly string[];
}

/** What `health --format json` prints. */
export interface HealthDocument {
  readonly format: "hookfleet.health/1";
  readonly since: string;
  readonly until: string;
  readonly complete: boolean;
  readonly healthy: boolean;
  readonly summary: HealthTotals;
  readonly receivers: readonly (StatisticsDocument & {
    readonly receiver: string;
    readonly complaints: readonly string[];
    readonly chart: readonly {
      readonly start: string;
      readonly deliveries: number;
      readonly failures: number;
    }[];
    readonly hooks: readonly HookHealthDocument[];
  })[];
  readonly diagnostics: readonly DiagnosticDocument[];
}

function statisticsDocument(statistics: DeliveryStatistics): StatisticsDocument {
  const { deliveries, failures, missed, throttled, successShare, medianMs, last, outage } =
    statistics;
  return {
    deliveries,
    failures,
    missed,
    throttled,
    success: successShare ?? null,
    median_ms: medianMs ?? null,
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

function hookDocument(
  { hook, statistics, proof, complaints }: HookHealth,
  { showUrls = false, apiUrl }: ShowOptions,
): HookHealthDocument {
  return {
    scope: scopeName(hook.scope),
    hook_id: hook.hookId,
    url: hook.url.show(showUrls),
    html_url: hookSettingsUrl(hook.scope, hook.hookId, apiUrl),
    active: hook.active,
    ...statisticsDocument(statistics),
    secret: proof,
    complaints,
  };
}

/** The health of the fleet as data. */
export function healthDocument(
  health: FleetHealth,
  options: ShowOptions & { readonly problems: readonly Diagnostic[] },
): HealthDocument {
  const summary = healthTotals(health);
  return {
    format: "hookfleet.health/1",
    since: showTime(health.since),
    until: showTime(health.until),
    complete: options.problems.every(({ severity }) => severity !== "error"),
    healthy: summary.unhealthy_hooks === 0,
    summary,
    receivers: health.receivers.map(({ receiver, statistics, complaints, buckets, hooks }) => ({
      receiver,
      ...statisticsDocument(statistics),
      complaints,
      chart: buckets.map(({ start, deliveries, failures }) => ({
        start: showTime(start),
        deliveries,
        failures,
      })),
      hooks: hooks.map((hook) => hookDocument(hook, options)),
    })),
    diagnostics: options.problems.map(diagnosticDocument),
  };
}
