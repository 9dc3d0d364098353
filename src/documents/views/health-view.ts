import type {
  Complaint,
  DeliveryStatistics,
  FleetHealth,
  HealthThresholds,
  HookHealth,
  Proof,
  ReceiverHealth,
} from "../../model/fleet-health.ts";
import {
  countDeliveries,
  countNoun,
  describeStatus,
  joinWords,
  showResponseTime,
  showShortTime,
  showTime,
} from "../../model/format.ts";
import { countBy } from "../../model/group-by.ts";
import { hookSettingsUrl } from "../../model/hook-link.ts";
import { isRedirect, redirectHint } from "../../model/receiver-answer.ts";
import { scopeName } from "../../model/scope.ts";
import { healthTotals } from "../health-document.ts";
import type { ShowOptions } from "../plan-document.ts";

/** `silent`: nothing was delivered. `recovered`: some failed, and the last one did not. */
export type HealthState = "unhealthy" | "failing" | "recovered" | "fine" | "silent";

/** The health of the fleet as people read it, whatever the format. All text is raw. */
export function healthView(health: FleetHealth, options: ShowOptions) {
  const totals = healthTotals(health);
  const { unhealthy_hooks: hooks, unhealthy_receivers: receivers } = totals;
  return {
    since: showTime(health.since),
    until: showTime(health.until),
    totals,
    /** `Unhealthy: 2 hooks at 1 receiver.`; empty where none is. */
    unhealthy:
      hooks === 0
        ? ""
        : `Unhealthy: ${countNoun(hooks, "hook")} at ${countNoun(receivers, "receiver")}.`,
    /** What follows from a redirect, once for all; empty where there is none. */
    hint: health.receivers.some(({ statistics: { last } }) => isRedirect(last?.statusCode))
      ? `3xx: ${redirectHint}.`
      : "",
    receivers: health.receivers.map((receiver) => receiverView(receiver, health, options)),
  };
}

export type ReceiverView = ReturnType<typeof receiverView>;
export type HookLine = ReceiverView["hooks"][number];

function receiverView(
  receiver: ReceiverHealth,
  { thresholds }: FleetHealth,
  { showUrls, apiUrl }: ShowOptions,
) {
  const { hooks, statistics, buckets } = receiver;
  const telling = new Set(tellingHooks(receiver));
  const troubles = troubleWords(statistics);
  const complaints = complaintWords(receiver.complaints, thresholds);
  const throttled =
    statistics.throttled === 0
      ? ""
      : `${countDeliveries(statistics.throttled)} throttled by GitHub, not a fault of the receiver`;
  return {
    ...healthLine(receiver.receiver, receiver, hooks),
    hookCount: countNoun(hooks.length, "hook"),
    hooks: hooks.map((health) => {
      const { scope, hookId, active, url } = health.hook;
      const name = `${scopeName(scope)} #${hookId}${active ? "" : " (inactive)"}`;
      return {
        ...healthLine(name, health, [health]),
        url: url.show(showUrls),
        link: hookSettingsUrl(scope, hookId, apiUrl),
        /** False where the line of its receiver says it all. */
        isTelling: telling.has(health),
      };
    }),
    chart: buckets,
    troubles,
    complaints,
    throttled,
    /** All of these. */
    remarks: joinWords([troubles, complaints, throttled], "; "),
  };
}

/** How a receiver or a hook fared. */
function healthLine(
  name: string,
  health: HookHealth | ReceiverHealth,
  hooks: readonly HookHealth[],
) {
  const { deliveries, failures, successShare, medianMs, last } = health.statistics;
  return {
    name,
    state: stateOf(health),
    deliveries,
    failures,
    success: percent(successShare),
    median: showResponseTime(medianMs),
    /** `11-20 10:12:31 503`. */
    last: last === undefined ? "none" : `${showShortTime(last.at)} ${describeStatus(last)}`,
    hasLastFailed: last?.failed === true,
    /** What is known of the secret, and whether GitHub signs with another or with none. */
    proof: proofWords(hooks),
    isUnproved: hooks.some(isUnproved),
  };
}

function stateOf({ complaints, statistics }: HookHealth | ReceiverHealth): HealthState {
  if (complaints.length > 0) return "unhealthy";
  if (statistics.last === undefined) return "silent";
  if (statistics.last.failed) return "failing";
  return statistics.failures > 0 ? "recovered" : "fine";
}

/** A share in percent, which says 100 only of everything. */
export function percent(share: number | undefined): string {
  if (share === undefined) return "–";
  return share === 1 ? "100%" : `${(Math.floor(share * 1_000) / 10).toFixed(1)}%`;
}

const proofOrder: readonly Proof[] = [
  "mismatch",
  "unsigned",
  "unverifiable",
  "no-delivery",
  "proved",
  "assumed",
  "none",
];

function isUnproved({ proof }: HookHealth): boolean {
  return proof === "mismatch" || proof === "unsigned";
}

/** `proved`, or `2 mismatch, 12 proved`. */
function proofWords(hooks: readonly HookHealth[]): string {
  const count = countBy(hooks, ({ proof }) => proof);
  const found = proofOrder.filter((proof) => count(proof) > 0);
  return found.length === 1
    ? found.join()
    : found.map((proof) => `${count(proof)} ${proof}`).join(", ");
}

/** Which thresholds it exceeds; may be empty. */
function complaintWords(
  complaints: readonly Complaint[],
  { maxFailures = 0, minSuccess, maxMedianMs }: HealthThresholds,
): string {
  const words: Readonly<Record<Complaint, string>> = {
    failures: `more than ${countNoun(maxFailures, "failure")}`,
    success: `success below ${percent(minSuccess)}`,
    duration: `median above ${showResponseTime(maxMedianMs)}`,
    unproved: "signed with another secret, or with none",
  };
  return complaints.map((complaint) => words[complaint]).join(", ");
}

/** What is wrong with its deliveries; may be empty. */
function troubleWords(statistics: DeliveryStatistics): string {
  const { missed, last } = statistics;
  const words = [
    outageWords(statistics),
    missed === 0 ? "" : `${countNoun(missed, "event")} missed`,
    isRedirect(last?.statusCode) ? "answers with a redirect" : "",
  ];
  return joinWords(words, "; ");
}

/** From how many failures in a row on it is an outage rather than bad luck. */
const inARow = 3;

function outageWords({ deliveries, outage }: DeliveryStatistics): string {
  if (outage === undefined || outage.failures < inARow) return "";
  const since = showShortTime(outage.since);
  return outage.failures === deliveries
    ? `all ${deliveries} deliveries failed, the first at ${since}`
    : `everything fails since ${since} (${countDeliveries(outage.failures)})`;
}

/** Hooks without trouble that are shown all the same. */
const fineShown = 3;

/**
 * The hooks of a receiver that are worth a line: where everything fails for the same reason, or all
 * is well, the receiver's own line says it for all of them.
 */
function tellingHooks({ hooks, statistics }: ReceiverHealth): readonly HookHealth[] {
  const since = statistics.outage?.since ?? Number.POSITIVE_INFINITY;
  // One that nothing was sent to since then, or only what GitHub throttled, is no sign of the contrary.
  const isDown = ({ statistics: { last, outage } }: HookHealth): boolean =>
    last === undefined || last.failed || outage === undefined || outage.since >= since;
  if (hooks.length <= fineShown) return hooks;
  if (statistics.outage !== undefined && hooks.every(isDown)) return hooks.filter(isUnproved);
  return hooks.filter(
    (hook) => hook.complaints.length > 0 || hook.statistics.failures > 0 || isUnproved(hook),
  );
}
