import type { Principal } from "../access/access.ts";
import { hour, minute } from "../fields.ts";
import type { Store } from "../store/store.ts";
import type { Switches } from "../switches.ts";
import { ApiError } from "./api-error.ts";

/** What is left of a primary limit; `reset` in seconds since the epoch. */
interface RateState {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  readonly reset: number;
}

export type Limiter = ReturnType<typeof createLimiter>;

const documentationUrl =
  "https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api";

export function primaryLimit({ kind, login }: Principal, switches: Switches): ApiError {
  const who = kind === "anonymous" ? "127.0.0.1" : `user ID ${login}`;
  const message = `API rate limit exceeded for ${who}.`;
  return new ApiError(Number(switches.rateLimitStatus), message, { documentationUrl });
}

/** The answer of the secondary limit. It says how long to wait often, but not always. */
export function secondaryLimit(switches: Switches, seconds: number, creating: boolean): ApiError {
  const message = creating
    ? "You have exceeded a secondary rate limit and have been temporarily blocked from content creation. Please retry your request again later."
    : "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
  const wait = { "Retry-After": String(Math.max(1, Math.ceil(seconds))) };
  return new ApiError(Number(switches.rateLimitStatus), message, {
    documentationUrl: `${documentationUrl}#about-secondary-rate-limits`,
    headers: switches.retryAfter === "present" ? wait : undefined,
  });
}

export function limitHeaders(state: RateState | undefined): Record<string, string> {
  if (state === undefined) return {};
  return {
    "X-RateLimit-Limit": String(state.limit),
    "X-RateLimit-Remaining": String(state.remaining),
    "X-RateLimit-Reset": String(state.reset),
    "X-RateLimit-Used": String(state.used),
    "X-RateLimit-Resource": "core",
  };
}

/**
 * Counts requests for each principal, or for all that share a limit. The primary limit is by the hour.
 * The secondary ones are 100 requests at once, 900 points a minute (reading is 1, writing 5), and, if
 * hooks count as content, which GitHub does not document, 80 writes a minute and 500 an hour.
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 */
export function createLimiter(rateLimit: Store["rateLimit"], switches: Switches) {
  const buckets = new Map<string, { limit: number; used: number; reset: number }>();
  const windows = new Map<string, { start: number; points: number; content: number }>();
  let inProgress = 0;

  const bucketOf = ({ bucket: name, kind }: Principal, now: number) => {
    if (rateLimit === undefined) return undefined;
    const limit = Math.min(kind === "anonymous" ? 60 : Number.POSITIVE_INFINITY, rateLimit.limit);
    const used = limit - Math.min(limit, rateLimit.remaining);
    const fresh = { limit, used, reset: now + rateLimit.reset_in * 1000 };
    const bucket = buckets.get(name) ?? fresh;
    if (now >= bucket.reset) Object.assign(bucket, { used: 0, reset: now + hour });
    buckets.set(name, bucket);
    return bucket;
  };
  const windowOf = (key: string, now: number, length: number) => {
    const known = windows.get(key);
    if (known !== undefined && now < known.start + length) return known;
    const fresh = { start: now, points: 0, content: 0 };
    windows.set(key, fresh);
    return fresh;
  };
  const checkSecondary = (bucket: string, method: string, now: number): void => {
    if (inProgress > 100) throw secondaryLimit(switches, 60, false);
    const reading = method === "GET" || method === "HEAD" || method === "OPTIONS";
    const current = windowOf(`minute ${bucket}`, now, minute);
    const left = (current.start + minute - now) / 1000;
    if (current.points + (reading ? 1 : 5) > 900) throw secondaryLimit(switches, left, false);
    current.points += reading ? 1 : 5;
    if (reading || switches.secondaryLimits !== "points+content") return;
    const hourly = windowOf(`hour ${bucket}`, now, hour);
    if (current.content >= 80) throw secondaryLimit(switches, left, true);
    if (hourly.content >= 500)
      throw secondaryLimit(switches, (hourly.start + hour - now) / 1000, true);
    current.content += 1;
    hourly.content += 1;
  };

  return {
    /** undefined = this server has no limits. */
    state: (principal: Principal, now: number): RateState | undefined => {
      const bucket = bucketOf(principal, now);
      if (bucket === undefined) return undefined;
      const { limit, used, reset } = bucket;
      return { limit, used, remaining: limit - used, reset: Math.ceil(reset / 1000) };
    },
    /** Throws if the primary or the secondary limit is reached; counts towards the secondary one. */
    check: (principal: Principal, method: string, now: number): void => {
      const bucket = bucketOf(principal, now);
      // A server without a primary limit has no secondary ones either.
      if (bucket === undefined) return;
      if (bucket.used >= bucket.limit) throw primaryLimit(principal, switches);
      if (switches.secondaryLimits !== "off") checkSecondary(principal.bucket, method, now);
    },
    /** Counts towards the primary limit. */
    charge: (principal: Principal, now: number): void => {
      const bucket = bucketOf(principal, now);
      if (bucket !== undefined) bucket.used = Math.min(bucket.limit, bucket.used + 1);
    },
    /** A request is in progress until the returned function is called. */
    enter: (): (() => void) => {
      inProgress += 1;
      return () => {
        inProgress -= 1;
      };
    },
  };
}
