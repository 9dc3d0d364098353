export interface TokenBucket {
  /** When the next one may go, in milliseconds since the epoch. */
  readonly take: (now: number) => number;
  /** Leaves nothing in it: the next one goes at that time, and then one an interval. */
  readonly empty: (until: number) => void;
}

/**
 * A bucket of `capacity` that refills by one every `intervalMs`: a burst goes at once, what follows
 * goes at the pace of the refill.
 */
export function createTokenBucket(capacity: number, intervalMs: number): TokenBucket {
  const whole = (capacity - 1) * intervalMs;
  let fullAt = 0;
  return {
    take: (now) => {
      fullAt = Math.max(fullAt, now);
      const at = Math.max(now, fullAt - whole);
      fullAt += intervalMs;
      return at;
    },
    empty: (until) => {
      fullAt = Math.max(fullAt, until + whole);
    },
  };
}
