import { sanitise } from "../text/sanitise.ts";
import { showClock } from "../text/show-clock.ts";
import { showDuration } from "../text/show-duration.ts";

/** Something that is waited for. */
export interface Wait {
  /** When it is over, in milliseconds since the epoch. */
  readonly until: number;
  readonly reason: "rate-limited" | "secondary-rate-limit" | "pace";
  /** Whose limit it is, where there are several. */
  readonly owner?: string | undefined;
}

const reasons = {
  "rate-limited": "for GitHub's hourly limit",
  "secondary-rate-limit": "because GitHub asks to slow down",
  pace: "to stay below GitHub's limits of pace",
} as const;

/**
 * What is waited for and how long, in one line.
 *
 * @example renderWait(wait, Date.now()) // Waiting 42 s for GitHub's hourly limit (acme), until 19:04:05 UTC
 */
export function renderWait({ until, reason, owner }: Wait, now: number): string {
  const left = showDuration((until - now) / 1_000);
  const whose = owner === undefined ? "" : ` (${sanitise(owner)})`;
  return `Waiting ${left} ${reasons[reason]}${whose}, until ${showClock(until)}`;
}
