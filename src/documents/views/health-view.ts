import type {
  Complaint,
  DeliveryBucket,
  DeliveryStatistics,
  FleetHealth,
  HealthThresholds,
  HookHealth,
  Proof,
  ReceiverHealth,
} from "../../model/fleet-health.ts";
import { hookSettingsUrl } from "../../model/hook-link.ts";
import { isRedirect, redirectHint } from "../../model/receiver-answer.ts";
import { scopeName } from "../../model/scope.ts";
import {
  countDeliveries,
  countNoun,
  describeStatus,
  showResponseTime,
  showShortTime,
  showTime,
} from "../format.ts";
import { type HealthTotals, healthTotals } from "../health-document.ts";
import type { ShowOptions } from "../plan-document.ts";

/** `silent`: nothing was delivered. `recovered`: some failed, and the last one did not. */
export type HealthState = "unhealthy" | "failing" | "recovered" | "fine" | "silent";

/** How a receiver or a hook fared. All text is raw. */
interface HealthLine {
  readonly name: string;
  readonly state: HealthState;
  readonly deliveries: number;
  readonly failures: number;
  readonly success: string;
  readonly median: string;
  /** `11-20 10:12:31 503`. */
  readonly last: string;
  readonly hasLastFailed: boolean;
  /** What is known of the secret, and whether GitHub signs with another or with none. */
  readonly proof: string;
  readonly isUnproved: boolean;
}

export interface HookLine extends HealthLine {
  readonly url: string;
  readonly link: string | null;
  /** False where the line of its receiver says it all. */
  readonly isTelling: boolean;
}

export interface ReceiverView extends HealthLine {
  readonly hookCount: string;
  readonly hooks: readonly HookLine[];
  readonly chart: readonly DeliveryBucket[];
  /** What is wrong with its deliveries, as pieces of a sentence. */
  readonly troubles: readonly string[];
  /** Which thresholds it exceeds; may be empty. */
  readonly complaints: string;
  /** What GitHub held back, which is no fault of the receiver; may be empty. */
  readonly throttled: string;
}

/** The health of the fleet as people read it, whatever the format. */
export interface HealthView {
  readonly since: string;
  readonly until: string;
  readonly totals: HealthTotals;
  /** `Unhealthy: 2 hooks at 1 receiver.`; empty where none is. */
  readonly unhealthy: string;
  readonly receivers: readonly ReceiverView[];
}

export function healthView(health: FleetHealth, options: ShowOptions): HealthView {
  const totals = healthTotals(health);
  const { unhealthy_hooks: hooks, unhealthy_receivers: receivers } = totals;
  return {
    since: showTime(health.since),
    until: showTime(health.until),
    totals,
    unhealthy:
      hooks === 0
        ? ""
        : `Unhealthy: ${countNoun(hooks, "hook")} at ${countNoun(receivers, "receiver")}.`,
    receivers: health.receivers.map((receiver) => receiverView(receiver, health, options)),
  };
}

function receiverView(
  receiver: ReceiverHealth,
  { thresholds }: FleetHealth,
  { showUrls = false, apiUrl }: ShowOptions,
): ReceiverView {
  const { hooks, statistics, complaints, buckets } = receiver;
  const telling = new Set(tellingHooks(receiver));
  const { throttled } = statistics;
  return {
    ...line(receiver.receiver, receiver, hooks),
    hookCount: countNoun(hooks.length, "hook"),
    hooks: hooks.map((health) => {
      const { scope, hookId, active, url } = health.hook;
      const name = `${scopeName(scope)} #${hookId}${active ? "" : " (inactive)"}`;
      const isTelling = telling.has(health);
      const link = hookSettingsUrl(scope, hookId, apiUrl);
      return { ...line(name, health, [health]), url: url.show(showUrls), link, isTelling };
    }),
    chart: buckets,
    troubles: troubles(statistics),
    complaints: complaintWords(complaints, thresholds),
    throttled:
      throttled === 0
        ? ""
        : `${countDeliveries(throttled)} throttled by GitHub, not a fault of the receiver`,
  };
}

function line(
  name: string,
  health: HookHealth | ReceiverHealth,
  hooks: readonly HookHealth[],
): HealthLine {
  const { deliveries, failures, successShare, medianMs, last } = health.statistics;
  return {
    name,
    state: stateOf(health),
    deliveries,
    failures,
    success: percent(successShare),
    median: showResponseTime(medianMs),
    last: last === undefined ? "none" : `${showShortTime(last.at)} ${describeStatus(last)}`,
    hasLastFailed: last?.failed === true,
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
  const counts = proofOrder
    .map((proof) => [hooks.filter((hook) => hook.proof === proof).length, proof] as const)
    .filter(([count]) => count > 0);
  const [only] = counts;
  return counts.length === 1 && only !== undefined
    ? only[1]
    : counts.map((pair) => pair.join(" ")).join(", ");
}

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

function troubles(statistics: DeliveryStatistics): readonly string[] {
  const { missed, last } = statistics;
  return [
    outageWords(statistics),
    missed === 0 ? undefined : `${countNoun(missed, "event")} missed`,
    isRedirect(last?.statusCode) ? redirectHint : undefined,
  ].filter((words) => words !== undefined);
}

/** From how many failures in a row on it is an outage rather than bad luck. */
const inARow = 3;

function outageWords({ deliveries, outage }: DeliveryStatistics): string | undefined {
  if (outage === undefined || outage.failures < inARow) return undefined;
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
  const last = statistics.outage?.since;
  const isDown = ({ statistics: own }: HookHealth): boolean =>
    own.last === undefined ||
    (last !== undefined && (own.outage?.since ?? Number.POSITIVE_INFINITY) >= last) ||
    own.last.failed;
  if (hooks.length <= fineShown) return hooks;
  if (statistics.outage !== undefined && hooks.every(isDown)) return hooks.filter(isUnproved);
  return hooks.filter(
    (hook) => hook.complaints.length > 0 || hook.statistics.failures > 0 || isUnproved(hook),
  );
}
