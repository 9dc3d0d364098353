import { setTimeout as delay } from "node:timers/promises";

/** Time, passed in so that tests do not wait. */
export interface Clock {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Rejects as soon as the signal is aborted. */
  readonly sleep: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
}

/**
 * A clock that is never set back, which would make old readings look new and a short wait last for hours. The
 * steady one stands still while a machine sleeps, so the later of the two counts.
 */
export function createNow(
  wall: () => number = () => Date.now(),
  steady: () => number = () => performance.now(),
): () => number {
  let ahead = Number.NEGATIVE_INFINITY;
  return () => {
    const elapsed = steady();
    ahead = Math.max(ahead, wall() - elapsed);
    return Math.floor(ahead + elapsed);
  };
}

/**
 * The machine's time. Its timers keep the process alive: a run that waits for a limit with no
 * request in flight would otherwise see Node end early and silently.
 */
export const systemClock: Clock = {
  now: createNow(),
  sleep: (milliseconds, signal) => delay(milliseconds, undefined, signal && { signal }),
};

/** Waits, but not beyond an interrupt. */
export type Pause = (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;

export const pause: Pause = (milliseconds, signal) =>
  systemClock.sleep(milliseconds, signal).catch(() => undefined);
