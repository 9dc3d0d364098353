import type { WaitNotice } from "../client-options.ts";
import type { Clock } from "../clock.ts";

/** A pause that GitHub asks for. */
export type Pause = Pick<WaitNotice, "seconds" | "reason">;

export interface RateLimitGate {
  /**
   * Waits while the gate is shut. Where it may not wait, it answers at once with the seconds that it
   * would have to.
   */
  readonly pass: (signal: AbortSignal | undefined) => Promise<number | undefined>;
  readonly isOpen: () => boolean;
  /** GitHub asked for a pause: nobody may pass before it is over. */
  readonly shut: (pause: Pause) => void;
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
  let toldUntil = 0;
  let reason: WaitNotice["reason"] = "rate-limited";

  function tell(left: number): void {
    // Many requests meet the same limit within the same second: it is told once.
    if (shutUntil - toldUntil <= 2_000) return;
    toldUntil = shutUntil;
    onWait?.({ seconds: Math.ceil(left / 1_000), until: shutUntil, reason });
  }

  return {
    pass: async (signal) => {
      for (let left = shutUntil - clock.now(); left > 0; left = shutUntil - clock.now()) {
        if (noWait || left > longestWait) return Math.ceil(left / 1_000);
        // Told by who waits: a limit that is met by the last request concerns nobody.
        tell(left);
        await clock.sleep(left, signal);
      }
      return undefined;
    },
    isOpen: () => clock.now() >= shutUntil,
    shut: (pause) => {
      const until = clock.now() + pause.seconds * 1_000;
      if (until <= shutUntil) return;
      shutUntil = until;
      reason = pause.reason;
    },
    reason: () => reason,
  };
}
