import type { GitHubReader } from "../../github/client-options.ts";
import { readLiveState } from "../../github/operations/read-live-state.ts";
import type { Workload } from "../../model/forecast.ts";
import type { LiveState } from "../../model/live-state.ts";
import type { Scope } from "../../model/scope.ts";
import { stopIfHopeless } from "../errors/stop-early.ts";
import type { Io } from "../io.ts";
import type { OutputOptions } from "../options/options.ts";
import { createReadingProgress } from "../terminal/progress.ts";
import { type ForesightOptions, foresee } from "./foresee.ts";

/** One list for each scope; that of a scope with more than a hundred hooks has more pages. */
function work(scopes: readonly Scope[]): ReadonlyMap<string, Workload> {
  const reads = new Map<string, number>();
  for (const { owner } of scopes)
    reads.set(owner.toLowerCase(), (reads.get(owner.toLowerCase()) ?? 0) + 1);
  return new Map(
    [...reads].map(([owner, count]) => [owner, { reads: count, writes: 0, creates: 0 }]),
  );
}

/**
 * Reads the hooks of every scope, says before how long it will take where that is long, and while it
 * reads how far it is.
 */
export async function readScopes(
  scopes: readonly Scope[],
  reader: GitHubReader,
  options: ForesightOptions & Pick<OutputOptions, "quiet" | "verbose">,
  io: Io,
): Promise<LiveState> {
  const foresight = await foresee("Reading", work(scopes), { reader, options, io });
  const progress = createReadingProgress(io, options, scopes.length);
  try {
    const report = (done: number, total: number, scope: Scope): void => {
      // Behind the last one there is nothing to foresee.
      if (done < total) foresight.answered();
      progress.report(done, total, scope);
    };
    const live = await readLiveState(reader, scopes, report, io.now);
    stopIfHopeless([...live.values()]);
    return live;
  } finally {
    foresight.stop();
    progress.stop();
  }
}
