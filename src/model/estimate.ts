import { paceLimits } from "./github-limits.ts";

/** Requests that are due, as GitHub's limits tell them apart. */
export interface Workload {
  readonly reads: number;
  /** Of the reads: those that cost nothing of the hour where nothing has changed. */
  readonly free?: number;
  /** Creates included. */
  readonly writes: number;
  readonly creates: number;
}

/** GitHub's hourly budget. `reset` is in seconds since the epoch. */
export interface Budget {
  readonly limit: number;
  readonly remaining: number;
  readonly reset: number;
}

/** What a run is about to ask of GitHub. */
export interface RequestEstimate {
  readonly requests: number;
  /** Of the requests: those that cost nothing of the hour where nothing has changed. */
  readonly free: number;
  /** Until everything is done, waits included. */
  readonly seconds: number;
  /** The limit of which the greatest part is needed; undefined where none is known. */
  readonly tightest:
    | {
        /** Whose limit it is, where there are several. */
        readonly owner: string | undefined;
        readonly requests: number;
        readonly budget: Budget;
      }
    | undefined;
  /** False where an hour's budget is used up before everything is done. */
  readonly isEnough: boolean;
}

/** How long so many writes take at the pace that GitHub asks for: one a second after a burst. */
export function secondsToWrite(writes: number): number {
  return Math.max(0, writes - paceLimits.writesBurst);
}

/** Something that is waited for. */
export interface Wait {
  /** When it is over, in milliseconds since the epoch. */
  readonly until: number;
  readonly reason: "rate-limited" | "secondary-rate-limit" | "pace";
  /** Whose limit it is, where there are several. */
  readonly owner?: string | undefined;
}
