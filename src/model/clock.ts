import { setTimeout as delay } from "node:timers/promises";

/** Time, passed in so that tests do not wait. */
export interface Clock {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Rejects as soon as the signal is aborted. */
  readonly sleep: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
}

/**
 * The machine's time. Its timers keep the process alive: a run that waits for a limit with no
 * request in flight would otherwise see Node end early and silently.
 */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) => delay(milliseconds, undefined, signal && { signal }),
};

/** Waits, but not beyond an interrupt. */
export type Pause = (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;

export const pause: Pause = (milliseconds, signal) =>
  systemClock.sleep(milliseconds, signal).catch(() => undefined);
