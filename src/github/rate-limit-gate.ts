import type { WaitNotice } from "./client-options.ts";
import type { Clock } from "./clock.ts";

export interface RateLimitGate {
  /**
   * Waits while the gate is shut. Where it may not wait, it answers at once with the seconds that it
   * would have to.
   */
  readonly pass: (signal: AbortSignal | undefined) => Promise<number | undefined>;
  /** GitHub asked for a pause: nobody may pass before it is over. */
  readonly shut: (wait: WaitNotice) => void;
  /** Why it was shut last. */
  readonly reason: () => WaitNotice["reason"];
}

/** GitHub's windows are an hour long. Somebody who asks for much more is not worth waiting for. */
const longestWait = 2 * 3_600_000;

/**
 * One gate for all requests of a client. Asking on while GitHub refuses can get an integration
 * banned, so the first refusal stops everybody, not just the request that met it:
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
 */
export function createRateLimitGate(
  clock: Clock,
  noWait: boolean,
  onWait: ((wait: WaitNotice) => void) | undefined,
): RateLimitGate {
  let shutUntil = 0;
  let reason: WaitNotice["reason"] = "rate-limited";
  return {
    pass: async (signal) => {
      for (let left = shutUntil - clock.now(); left > 0; left = shutUntil - clock.now()) {
        if (noWait || left > longestWait) return Math.ceil(left / 1_000);
        await clock.sleep(left, signal);
      }
      return undefined;
    },
    shut: (wait) => {
      const until = clock.now() + wait.seconds * 1_000;
      // Many requests meet the same limit within the same second: it is told once.
      const news = until - shutUntil > 2_000;
      if (until > shutUntil) {
        shutUntil = until;
        reason = wait.reason;
      }
      if (news && !noWait && wait.seconds * 1_000 <= longestWait) onWait?.(wait);
    },
    reason: () => reason,
  };
}
