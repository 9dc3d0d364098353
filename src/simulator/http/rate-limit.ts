import type { Principal } from "../access/principal.ts";
import type { Switches } from "../switches.ts";
import type { World } from "../world/world.ts";
import { Refusal } from "./answer.ts";

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
