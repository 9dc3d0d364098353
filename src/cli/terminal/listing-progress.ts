import type { Io } from "../io.ts";
import type { OutputOptions } from "../options/options.ts";
import { showsProgress } from "./reading-progress.ts";

export interface ListingProgress {
  readonly report: (owner: string, soFar: number) => void;
  readonly stop: () => void;
}

/** Tells a person at a terminal how many repositories were found; nobody knows how many there are. */
export function createListingProgress(
  io: Io,
  options: Pick<OutputOptions, "quiet" | "verbose">,
): ListingProgress {
  if (!showsProgress(io, options)) return { report: () => {}, stop: () => {} };
  const found = new Map<string, number>();
  return {
    report: (owner, soFar) => {
      found.set(owner, soFar);
      const sum = [...found.values()].reduce((total, count) => total + count, 0);
      io.status.progress(`Listing repositories: ${sum} so far, ${owner}`);
    },
    stop: () => io.status.progress(undefined),
  };
}
