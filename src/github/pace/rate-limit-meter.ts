import type { Answer } from "../answers/answer.ts";
import type { RateLimit } from "../client-options.ts";
import type { Clock } from "../clock.ts";

/** Counts requests and remembers what GitHub last said is left of the hour's budget. */
export interface RateLimitMeter {
  readonly count: () => void;
  readonly requests: () => number;
  /** @param now when the answer came, in milliseconds since the epoch by the clock of this machine */
  readonly observe: (answer: Answer, now: number) => void;
  readonly last: () => RateLimit | undefined;
  /**
   * How far GitHub's clock is ahead of this machine's, in milliseconds, or at most a second less;
   * undefined where no answer had a Date.
   */
  readonly clockAhead: () => number | undefined;
}

export function createRateLimitMeter(): RateLimitMeter {
  let requests = 0;
  let last: RateLimit | undefined;
  let ahead: number | undefined;
  return {
    count: () => {
      requests += 1;
    },
    requests: () => requests,
    observe: ({ headers }, now) => {
      const date = Date.parse(headers.get("date") ?? "");
      // An answer takes its time, so that the latest of all times is the nearest.
      if (!Number.isNaN(date)) ahead = Math.max(ahead ?? Number.NEGATIVE_INFINITY, date - now);
      const limit = headers.number("x-ratelimit-limit");
      const remaining = headers.number("x-ratelimit-remaining");
      const reset = headers.number("x-ratelimit-reset");
      if (limit === undefined || remaining === undefined || reset === undefined) return;
      const seen = { limit, remaining, reset };
      // Answers overtake each other, and within one hour the budget only shrinks.
      const stale =
        last !== undefined &&
        (seen.reset < last.reset || (seen.reset === last.reset && seen.remaining > last.remaining));
      if (!stale) last = seen;
    },
    last: () => last,
    clockAhead: () => ahead,
  };
}

/** What GitHub's clock shows by the answers that the meters have seen; see `GitHubReader`. */
export function githubTime(clock: Clock, meters: readonly RateLimitMeter[]): number | undefined {
  const ahead = meters.map(({ clockAhead }) => clockAhead()).filter((one) => one !== undefined);
  return ahead.length === 0 ? undefined : clock.now() + Math.max(...ahead);
}
