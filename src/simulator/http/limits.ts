import { openAccess, type Principal } from "../access/access.ts";
import type { World } from "../store/store.ts";
import type { Switches } from "../switches.ts";
import { Refusal } from "./api-error.ts";
import type { Route } from "./routes.ts";

interface Bucket {
  limit: number;
  used: number;
  /** Milliseconds since the epoch. */
  reset: number;
}

/** What a bucket holds, in seconds and whole requests. */
interface RateState {
  readonly limit: number;
  readonly remaining: number;
  readonly used: number;
  readonly reset: number;
}

const hour = 3_600_000;
const documentationUrl =
  "https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api";

/** Counts requests by the hour, for everybody who shares a limit. */
export interface RateLimiter {
  /** undefined = this server has no limits. */
  readonly state: (principal: Principal, now: number) => RateState | undefined;
  /** Throws where nothing is left. */
  readonly check: (principal: Principal, now: number) => void;
  readonly charge: (principal: Principal, now: number) => void;
}

/** The answer to a request too many. */
export function primaryLimit(principal: Principal, switches: Switches): Refusal {
  const who = principal.kind === "nobody" ? "127.0.0.1" : `user ID ${principal.login}`;
  return new Refusal(Number(switches.rateLimitStatus), `API rate limit exceeded for ${who}.`, {
    documentationUrl,
  });
}

export function createRateLimiter(rateLimit: World["rateLimit"], switches: Switches): RateLimiter {
  const buckets = new Map<string, Bucket>();
  const bucketOf = (principal: Principal, now: number): Bucket | undefined => {
    if (rateLimit === undefined) return undefined;
    const { bucket: name, kind } = principal;
    let bucket = buckets.get(name);
    if (bucket === undefined) {
      const limit = kind === "nobody" ? Math.min(60, rateLimit.limit) : rateLimit.limit;
      const used = limit - Math.min(limit, rateLimit.remaining);
      bucket = { limit, used, reset: now + rateLimit.resetIn * 1000 };
      buckets.set(name, bucket);
    }
    if (now >= bucket.reset) {
      bucket.used = 0;
      bucket.reset = now + hour;
    }
    return bucket;
  };
  return {
    state: (principal, now) => {
      const bucket = bucketOf(principal, now);
      if (bucket === undefined) return undefined;
      const { limit, used, reset } = bucket;
      return { limit, used, remaining: limit - used, reset: Math.ceil(reset / 1000) };
    },
    check: (principal, now) => {
      const bucket = bucketOf(principal, now);
      if (bucket !== undefined && bucket.used >= bucket.limit)
        throw primaryLimit(principal, switches);
    },
    charge: (principal, now) => {
      const bucket = bucketOf(principal, now);
      if (bucket !== undefined) bucket.used = Math.min(bucket.limit, bucket.used + 1);
    },
  };
}

const minute = 60_000;
const secondaryLimitUrl =
  "https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits";

/** The answer of the secondary limit: the wait is told often, but not always. */
export function secondaryLimit(switches: Switches, seconds: number, creating: boolean): Refusal {
  const message = creating
    ? "You have exceeded a secondary rate limit and have been temporarily blocked from content creation. Please retry your request again later."
    : "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
  const told = switches.retryAfter === "present";
  return new Refusal(Number(switches.rateLimitStatus), message, {
    documentationUrl: secondaryLimitUrl,
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

/** `GET /rate_limit`, which costs nothing; 404 on a server without limits. */
export function createRateLimitRoute(limiter: RateLimiter): Route {
  return {
    method: "GET",
    path: "/rate_limit",
    documentation:
      "https://docs.github.com/rest/rate-limit/rate-limit#get-rate-limit-status-for-the-authenticated-user",
    access: openAccess,
    run: ({ principal, now, headers }) => {
      const core = limiter.state(principal, now);
      if (core === undefined) throw new Refusal(404, "Rate limiting is not enabled.");
      const other = (limit: number): typeof core => ({ ...core, limit, used: 0, remaining: limit });
      const resources = { core, search: other(30), graphql: other(5000) };
      // https://docs.github.com/rest/about-the-rest-api/breaking-changes
      const dropped = headers.get("x-github-api-version") === "2026-03-10";
      return { status: 200, body: dropped ? { resources } : { resources, rate: core } };
    },
  };
}
