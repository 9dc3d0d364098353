import type {
  Complaint,
  DeliveryStatistics,
  HealthThresholds,
  HookHealth,
  Proof,
  ReceiverHealth,
} from "../../model/fleet-health.ts";
import { isRedirect, redirectHint } from "../../model/receiver-answer.ts";
import { countNoun, showResponseTime, showShortTime } from "../format.ts";
import { statusWords } from "./status-words.ts";

/** A share in percent, which says 100 only of everything. */
export function percent(share: number | undefined): string {
  if (share === undefined) return "–";
  return share === 1 ? "100%" : `${(Math.floor(share * 1_000) / 10).toFixed(1)}%`;
}

/** `11-20 10:12:31 503`. */
export function lastWords({ last }: DeliveryStatistics): string {
  return last === undefined ? "none" : `${showShortTime(last.at)} ${statusWords(last)}`;
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

/** What is known of the secrets of hooks: `proved`, or `2 mismatch, 12 proved`. */
export function proofWords(hooks: readonly Pick<HookHealth, "proof">[]): string {
  const counts = proofOrder.flatMap((proof) => {
    const count = hooks.filter((hook) => hook.proof === proof).length;
    return count === 0 ? [] : [[proof, count] as const];
  });
  const [only] = counts;
  if (counts.length === 1 && only !== undefined) return only[0];
  return counts.map(([proof, count]) => `${count} ${proof}`).join(", ");
}

/** What is wrong under the thresholds, as pieces of a sentence. */
export function complaintWords(
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

/** From how many failures in a row on it is an outage rather than bad luck. */
const inARow = 3;

/** `the last 142 deliveries failed, since 11-20 13:20:11`; undefined where it is no outage. */
function outageWords({ deliveries, outage }: DeliveryStatistics): string | undefined {
  if (outage === undefined || outage.failures < inARow) return undefined;
  const what =
    outage.failures === deliveries
      ? `all ${deliveries} deliveries failed, the first at`
      : `everything fails since`;
  const count = outage.failures === deliveries ? "" : ` (${countDeliveries(outage.failures)})`;
  return `${what} ${showShortTime(outage.since)}${count}`;
}

export function countDeliveries(count: number): string {
  return count === 1 ? "1 delivery" : `${count} deliveries`;
}

/** What GitHub itself held back: undefined where that is nothing. */
export function throttledWords({ throttled }: DeliveryStatistics): string | undefined {
  if (throttled === 0) return undefined;
  return `${countDeliveries(throttled)} throttled by GitHub, not a fault of the receiver`;
}

/** What is wrong with a receiver's deliveries, as pieces of a sentence. */
export function receiverNotes(statistics: DeliveryStatistics): readonly string[] {
  const redirect = isRedirect(statistics.last?.statusCode) ? redirectHint : undefined;
  return [outageWords(statistics), missedWords(statistics), redirect].filter(
    (words) => words !== undefined,
  );
}

/** `12 events missed`: what nobody has sent again with success. */
function missedWords({ missed }: DeliveryStatistics): string | undefined {
  return missed === 0 ? undefined : `${countNoun(missed, "event")} missed`;
}

/** Hooks without trouble that are shown all the same. */
const fineShown = 3;

/**
 * The hooks of a receiver that are worth a line: where everything fails for the same reason, or all
 * is well, the receiver's own line says it for all of them.
 */
export function shownHooks({ hooks, statistics }: ReceiverHealth): readonly HookHealth[] {
  const last = statistics.outage?.since;
  const isDown = (hook: HookHealth): boolean =>
    hook.statistics.last === undefined ||
    (last !== undefined && (hook.statistics.outage?.since ?? Number.POSITIVE_INFINITY) >= last) ||
    hook.statistics.last.failed;
  const isUnproved = ({ proof }: HookHealth): boolean =>
    proof === "mismatch" || proof === "unsigned";
  if (hooks.length > fineShown && statistics.outage !== undefined && hooks.every(isDown))
    return hooks.filter(isUnproved);
  const troubled = hooks.filter(
    (hook) => hook.complaints.length > 0 || hook.statistics.failures > 0 || isUnproved(hook),
  );
  return hooks.length <= fineShown ? hooks : troubled;
}
