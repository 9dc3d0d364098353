import { type Scope, scopeName } from "../../model/scope.ts";
import type { Io } from "../io.ts";
import type { OutputOptions } from "../options/options.ts";

export interface ReadingProgress {
  readonly report: (done: number, total: number, scope: Scope) => void;
  readonly stop: () => void;
}

/** Where progress is shown: lines about requests tell how far it is, too. */
export function showsProgress(
  io: Io,
  { quiet, verbose }: Pick<OutputOptions, "quiet" | "verbose">,
): boolean {
  return io.status.isLive && quiet !== true && verbose !== true;
}

/** Tells a person at a terminal how far the reading is. In CI and in pipes it says nothing. */
export function createReadingProgress(
  io: Io,
  options: Pick<OutputOptions, "quiet" | "verbose">,
  total: number,
): ReadingProgress {
  if (!showsProgress(io, options) || total < 2) return { report: () => {}, stop: () => {} };
  io.status.progress(`Reading hooks: 0 of ${total}`);
  return {
    report: (done, _total, scope) =>
      io.status.progress(`Reading hooks: ${done} of ${total}, ${scopeName(scope)}`),
    stop: () => io.status.progress(undefined),
  };
}

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
