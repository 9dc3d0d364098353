/**
 * A bucket of `capacity` that refills by one every `intervalMs`: a burst goes at once, what follows
 * goes at the pace of the refill. Answers when the next one may go (milliseconds since the epoch).
 */
export function createTokenBucket(capacity: number, intervalMs: number): (now: number) => number {
  let fullAt = 0;
  return (now) => {
    fullAt = Math.max(fullAt, now);
    const at = Math.max(now, fullAt - (capacity - 1) * intervalMs);
    fullAt += intervalMs;
    return at;
  };
}
