import type { Clock } from "../../model/clock.ts";
import { paceLimits } from "../../model/github-limits.ts";
import type { WaitNotice } from "../client-options.ts";

/**
 * Grants at most `limit` points in **any** span of `windowMs`, and says when they may be spent. A
 * reservoir that is refilled at fixed times would let twice the limit through around each refill.
 */
export function createSlidingWindow(limit: number, windowMs: number) {
  const spent: { readonly at: number; readonly points: number }[] = [];
  let total = 0;
  let latest = 0;

  function forgetBefore(time: number): void {
    while (spent[0] !== undefined && spent[0].at <= time) total -= spent.shift()?.points ?? 0;
  }

  return (now: number, points: number): number => {
    // Reservations are granted in the order they were asked for, so none starts before the last one.
    let at = Math.max(now, latest);
    forgetBefore(at - windowMs);
    while (spent[0] !== undefined && total + points > limit) {
      at = Math.max(at, spent[0].at + windowMs);
      forgetBefore(at - windowMs);
    }
    spent.push({ at, points });
    total += points;
    latest = at;
    return at;
  };
}

/**
 * A bucket of `capacity` that refills by one every `intervalMs`: a burst goes at once, what follows
 * goes at the pace of the refill.
 */
export function createTokenBucket(capacity: number, intervalMs: number) {
  const whole = (capacity - 1) * intervalMs;
  let fullAt = 0;
  return {
    /** When the next one may go. */
    take: (now: number): number => {
      fullAt = Math.max(fullAt, now);
      const at = Math.max(now, fullAt - whole);
      fullAt += intervalMs;
      return at;
    },
    /** Leaves nothing in it: the next one goes at that time, and then one an interval. */
    empty: (until: number): void => {
      fullAt = Math.max(fullAt, until + whole);
    },
  };
}

export type Pace = ReturnType<typeof createPace>;

/** Waits shorter than this are not worth a word. */
const worthReporting = 5_000;

/** How often a waiting request checks whether the limits still hold. */
const lookAgain = 1_000;

/**
 * Keeps below GitHub's secondary limits ({@link paceLimits}) rather than running into them.
 *
 * A server that sends no `x-ratelimit-*` headers (GitHub Enterprise Server, where limits are off
 * unless switched on) needs none of this, and the first good answer tells.
 */
export function createPace(
  clock: Clock,
  enabled: boolean,
  onWait: ((wait: WaitNotice) => void) | undefined,
) {
  const points = createSlidingWindow(paceLimits.points, paceLimits.pointsWindow * 1_000);
  const creations = createSlidingWindow(paceLimits.creations, paceLimits.creationsWindow * 1_000);
  const writes = createTokenBucket(paceLimits.writesBurst, 1_000);
  let limited: boolean | undefined = enabled ? undefined : false;
  let reportedUntil = 0;

  async function waitUntil(time: number, signal: AbortSignal | undefined): Promise<void> {
    const wait = time - clock.now();
    if (wait >= worthReporting && time - reportedUntil >= worthReporting) {
      reportedUntil = time;
      onWait?.({ seconds: Math.ceil(wait / 1_000), until: time, reason: "pace" });
    }
    for (let left = wait; left > 0 && limited !== false; left = time - clock.now())
      await clock.sleep(Math.min(left, lookAgain), signal);
  }

  return {
    /**
     * Resolves when it is the turn of a write among the writes, at once for a read. It is good until
     * the write leaves, so that a look at what is written to can come behind it.
     */
    turn: async (
      method: string,
      signal: AbortSignal | undefined,
      creates = method === "POST",
    ): Promise<void> => {
      // Each limit is asked only when the one before has let the request through: a write that waits
      // for its second must not hold back the points of reads that could go now.
      if (limited === false) return;
      if (creates) await waitUntil(creations(clock.now(), 1), signal);
      if (method !== "GET") await waitUntil(writes.take(clock.now()), signal);
    },
    /** Resolves when a request of this method may go out, once it had its turn. */
    acquire: async (method: string, signal: AbortSignal | undefined): Promise<void> => {
      if (limited === false) return;
      await waitUntil(points(clock.now(), method === "GET" ? 1 : paceLimits.pointsOfWrite), signal);
    },
    /** Tells of a good answer: whether the server counts requests at all. */
    observe: (metered: boolean): void => {
      if (!enabled) return;
      // One answer with the headers settles it: a proxy may drop them from another.
      if (metered) limited = true;
      else limited ??= false;
    },
    /** A secondary limit holds until then. A burst after it would only meet the limit again. */
    slowDown: (until: number): void => {
      if (!enabled) return;
      // Whatever its headers say, it has limits.
      limited = true;
      writes.empty(until);
    },
  };
}
