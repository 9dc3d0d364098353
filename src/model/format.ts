import { sanitize, sanitizeProse } from "../redact/sanitize.ts";
import type { Delivery } from "./delivery.ts";
import type { SourcePosition } from "./diagnostic.ts";

/** `1 hook`, `2 hooks`. */
export function countNoun(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/**
 * `a, b, c and 12 more`: the first few of a list, and how many others there are.
 *
 * @param spare up to so many more than the few are named rather than counted
 */
export function someOf(names: readonly string[], few: number, spare = 0): string {
  if (names.length <= few + spare) return names.join(", ");
  return `${names.slice(0, few).join(", ")} and ${names.length - few} more`;
}

/** `2 failed`, `1 skipped`: the counts that are not zero, each in its style. */
export function someCounts(
  counts: readonly (readonly [count: number, words: string, style?: (text: string) => string])[],
): readonly string[] {
  return counts
    .filter(([count]) => count > 0)
    .map(([count, words, style = (text) => text]) => style(`${count} ${words}`));
}

/** What there is to say, one after another; what is empty has nothing to say. */
export function joinWords(words: readonly string[], separator = ", "): string {
  return words.filter((word) => word !== "").join(separator);
}

export function countDeliveries(count: number): string {
  return countNoun(count, "delivery", "deliveries");
}

/** The time of day of something that is near, in UTC: `19:04:05 UTC`. */
export function showClock(milliseconds: number): string {
  if (!(Math.abs(milliseconds) <= 8.64e15)) return "an unknown time";
  return `${new Date(milliseconds).toISOString().slice(11, 19)} UTC`;
}

/** How long something takes, as people say it: `42 s`, `3 min 5 s`, `1 h 20 min`. */
export function showDuration(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 60) return `${whole} s`;
  // From an hour on seconds are noise, and are rounded up like everything else here.
  if (whole < 3_600) return join(Math.floor(whole / 60), "min", whole % 60, "s");
  const minutes = Math.ceil(whole / 60);
  return join(Math.floor(minutes / 60), "h", minutes % 60, "min");
}

function join(large: number, unit: string, small: number, smaller: string): string {
  return small === 0 ? `${large} ${unit}` : `${large} ${unit} ${small} ${smaller}`;
}

/** A count as people read it: `12,500`. */
export function showNumber(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** `file:line`, which is enough to find an entry and what terminals and editors make a link of. */
export function showPlace(position: SourcePosition): string {
  return `${sanitize(position.file)}:${position.line}`;
}

/** `file:line:column`. */
export function showPosition(position: SourcePosition): string {
  return `${showPlace(position)}:${position.column}`;
}

/** A time in UTC to the second, as `rotated_at` is written and as GitHub keeps it. */
export function showTime(milliseconds: number): string {
  // The range that Date can show; outside of it toISOString throws.
  if (!(Math.abs(milliseconds) <= 8.64e15)) return "an unknown time";
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, "Z");
}

/** `11-20 10:12:31`, in UTC. The year is left out, because GitHub keeps deliveries for days. */
export function showShortTime(milliseconds: number): string {
  const text = showTime(milliseconds);
  return /^\d{4}-(\d\d-\d\d)T(\d\d:\d\d:\d\d)Z$/.test(text)
    ? text.slice(5, 19).replace("T", " ")
    : text;
}

/** `0.12 s`, `9.8 s`: as exact as anybody needs it. */
export function showResponseTime(milliseconds: number | undefined): string {
  if (milliseconds === undefined) return "–";
  const seconds = milliseconds / 1_000;
  return `${seconds.toFixed(seconds < 1 ? 2 : 1)} s`;
}

const day = 86_400;
const units: readonly (readonly [seconds: number, noun: string])[] = [
  [365 * day, "year"],
  [day, "day"],
  [3_600, "hour"],
  [60, "minute"],
];

/** A time of GitHub's as documents have it; null where its answer told none that could be read. */
export function timeOrNull(milliseconds: number | undefined): string | null {
  return milliseconds === undefined || milliseconds === 0 ? null : showTime(milliseconds);
}

/** That time as it was saved; undefined also where an earlier version wrote 1970 for none. */
export function knownTime(time: string | null | undefined): string | undefined {
  return time != null && Date.parse(time) > 0 ? time : undefined;
}

/** How long ago something was: in the largest unit of which there are two, for ages are estimates. */
export function describeAge(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1_000);
  for (const [length, noun] of units) {
    const count = Math.floor(seconds / length);
    if (count >= 2) return `${count} ${noun}s ago`;
  }
  return seconds >= 60 ? "a minute ago" : "just now";
}

/**
 * What a receiver answered, as short as it can be said: `200`, `502 failed to connect`,
 * `200, throttled`.
 */
export function describeStatus({
  statusCode,
  status,
  throttledAt,
}: Pick<Delivery, "statusCode" | "status"> & Partial<Pick<Delivery, "throttledAt">>): string {
  // GitHub says so for every code that is not a success, and repeats the code.
  const said = /^(?:OK$|Invalid HTTP Response)/i.test(status) ? "" : sanitizeProse(status);
  const code = statusCode === 0 ? (said === "" ? "no answer" : "") : String(statusCode);
  const answer = joinWords([code, said], " ");
  return throttledAt === undefined ? answer : `${answer}, throttled`;
}
