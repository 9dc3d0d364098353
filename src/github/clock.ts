import { setTimeout as delay } from "node:timers/promises";

/** Time, as the client needs it: handed in, so that tests wait for nothing. */
export interface Clock {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Rejects as soon as the signal is aborted. */
  readonly sleep: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
}

/**
 * The machine's time. Its timers keep the process alive: somebody who waits for a limit with no
 * request in flight would otherwise see Node end early and silently.
 */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds, signal) => {
    await delay(milliseconds, undefined, signal === undefined ? {} : { signal });
  },
};
