import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../model/clock.ts";

export type { Clock };

/**
 * The machine's time. Its timers keep the process alive: a run that waits for a limit with no
 * request in flight would otherwise see Node end early and silently.
 */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds, signal) => {
    await delay(milliseconds, undefined, signal === undefined ? {} : { signal });
  },
};
