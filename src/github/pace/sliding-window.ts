/** Reserves room for some points and says when they may be spent (milliseconds since the epoch). */
export type Reserve = (now: number, points: number) => number;

/**
 * Grants at most `limit` points in **any** span of `windowMs`. A reservoir that is refilled at fixed
 * times would let twice the limit through around each refill.
 */
export function createSlidingWindow(limit: number, windowMs: number): Reserve {
  let spent: { readonly at: number; readonly points: number }[] = [];
  let oldest = 0;
  let total = 0;
  let latest = 0;

  function forgetBefore(time: number): void {
    for (let entry = spent[oldest]; entry !== undefined; entry = spent[oldest]) {
      if (entry.at > time) break;
      total -= entry.points;
      oldest += 1;
    }
    if (oldest > 1_000) {
      spent = spent.slice(oldest);
      oldest = 0;
    }
  }

  return (now, points) => {
    // Reservations are granted in the order they were asked for, so none starts before the last one.
    let at = Math.max(now, latest);
    forgetBefore(at - windowMs);
    for (let entry = spent[oldest]; entry !== undefined; entry = spent[oldest]) {
      if (total + points <= limit) break;
      at = Math.max(at, entry.at + windowMs);
      forgetBefore(at - windowMs);
    }
    spent.push({ at, points });
    total += points;
    latest = at;
    return at;
  };
}
