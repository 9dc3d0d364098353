import type { Answer } from "../answers/answer.ts";
import type { AnswerHeaders } from "../answers/answer-headers.ts";
import type { RateLimit } from "../client-options.ts";

/** Counts requests and remembers what GitHub last said is left of the hour's budget. */
export interface RateLimitMeter {
  readonly count: () => void;
  readonly requests: () => number;
  readonly observe: (answer: Answer) => void;
  readonly last: () => RateLimit | undefined;
}

export function createRateLimitMeter(): RateLimitMeter {
  let requests = 0;
  let last: RateLimit | undefined;
  return {
    count: () => {
      requests += 1;
    },
    requests: () => requests,
    observe: ({ headers }) => {
      const seen = {
        limit: numberOf(headers, "limit"),
        remaining: numberOf(headers, "remaining"),
        reset: numberOf(headers, "reset"),
      };
      if (Object.values(seen).some(Number.isNaN)) return;
      // Answers overtake each other, and within one hour the budget only shrinks.
      const stale =
        last !== undefined &&
        (seen.reset < last.reset || (seen.reset === last.reset && seen.remaining > last.remaining));
      if (!stale) last = seen;
    },
    last: () => last,
  };
}

function numberOf(headers: AnswerHeaders, name: "limit" | "remaining" | "reset"): number {
  const value = headers.get(`x-ratelimit-${name}`);
  return value === undefined ? Number.NaN : Number(value);
}
