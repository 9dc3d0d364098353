import type { Switches } from "../switches.ts";
import { Refusal } from "./answer.ts";

const minute = 60_000;
const documentationUrl =
  "https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits";

/** The answer of the secondary limit: the wait is told often, but not always. */
export function secondaryLimit(switches: Switches, seconds: number, creating: boolean): Refusal {
  const message = creating
    ? "You have exceeded a secondary rate limit and have been temporarily blocked from content creation. Please retry your request again later."
    : "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
  const told = switches.retryAfter === "present";
  return new Refusal(Number(switches.rateLimitStatus), message, {
    documentationUrl,
    ...(told ? { headers: { "Retry-After": String(Math.max(1, Math.ceil(seconds))) } } : {}),
  });
}

interface Window {
  start: number;
  points: number;
  content: number;
}

export interface SecondaryLimiter {
  /** Counts a request and throws where it is one too many. */
  readonly check: (bucket: string, method: string, now: number) => void;
  /** A request is under way, until the function it gives is called. */
  readonly enter: () => () => void;
}

/**
 * 100 requests at once and 900 points a minute (reading is 1, writing 5); and 80 writes a minute,
 * 500 an hour, if hooks count as content, which nobody has said.
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 */
export function createSecondaryLimiter(switches: Switches): SecondaryLimiter {
  const windows = new Map<string, Window>();
  let underWay = 0;
  const windowOf = (key: string, now: number, length: number): Window => {
    const known = windows.get(key);
    if (known !== undefined && now < known.start + length) return known;
    const fresh = { start: now, points: 0, content: 0 };
    windows.set(key, fresh);
    return fresh;
  };
  const check = (bucket: string, method: string, now: number): void => {
    if (switches.secondaryLimits === "off") return;
    if (underWay > 100) throw secondaryLimit(switches, 60, false);
    const reading = method === "GET" || method === "HEAD" || method === "OPTIONS";
    const current = windowOf(`minute ${bucket}`, now, minute);
    const left = (current.start + minute - now) / 1000;
    if (current.points + (reading ? 1 : 5) > 900) throw secondaryLimit(switches, left, false);
    current.points += reading ? 1 : 5;
    if (reading || switches.secondaryLimits !== "points+content") return;
    const hourly = windowOf(`hour ${bucket}`, now, 60 * minute);
    if (current.content >= 80) throw secondaryLimit(switches, left, true);
    if (hourly.content >= 500)
      throw secondaryLimit(switches, (hourly.start + 60 * minute - now) / 1000, true);
    current.content += 1;
    hourly.content += 1;
  };
  return {
    check,
    enter: () => {
      underWay += 1;
      return () => {
        underWay -= 1;
      };
    },
  };
}
