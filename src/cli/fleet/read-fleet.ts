import { foldHookProblems, readFleetDeliveries } from "../../deliveries/read-deliveries.ts";
import type { GitHubReader } from "../../github/client-options.ts";
import type { DeliveryReading, WatchedHook } from "../../model/delivery.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Workload } from "../../model/forecast.ts";
import { groupBy } from "../../model/group-by.ts";
import { apiUrlOf } from "../client/client-options.ts";
import { stopIfHopeless, stopIfInterrupted } from "../errors/stop-early.ts";
import type { Io } from "../io.ts";
import type { FleetOptions } from "../options/delivery-options.ts";
import { isBeyondRetention, sinceTime } from "../options/parse-since.ts";
import { palettes } from "../terminal/palettes.ts";
import { showsProgress } from "../terminal/progress.ts";
import { foresee } from "./foresee.ts";

/** A clock that is this far behind GitHub's makes `--since` mean something else. */
const clockTolerance = 300_000;

export interface ReadFleet {
  readonly readings: readonly DeliveryReading[];
  readonly problems: readonly Diagnostic[];
  /** Milliseconds since the epoch; undefined = everything that GitHub has. */
  readonly since: number | undefined;
}

/** A page for each hook; that of a busy one has more. */
function work(hooks: readonly WatchedHook[]): ReadonlyMap<string, Workload> {
  const byOwner = groupBy(hooks, ({ scope }) => scope.owner.toLowerCase());
  return new Map(
    [...byOwner].map(([owner, own]) => [owner, { reads: own.length, writes: 0, creates: 0 }]),
  );
}

function clockProblem(readings: readonly DeliveryReading[], now: number): readonly Diagnostic[] {
  const latest = readings.reduce(
    (most, reading) =>
      reading.status === "read" ? Math.max(most, reading.deliveries[0]?.deliveredAt ?? 0) : most,
    0,
  );
  if (latest <= now + clockTolerance) return [];
  const minutes = Math.round((latest - now) / 60_000);
  return [
    {
      severity: "warning",
      code: "clock-behind",
      message: `this machine's clock is behind GitHub's by at least ${minutes} minutes, so that --since reaches further back than it says`,
    },
  ];
}

/**
 * Lists the deliveries of hooks, telling how far it is. `pages` limits what is read of each hook.
 *
 * @throws HookfleetError where the run was interrupted
 */
export async function readFleet(
  hooks: readonly WatchedHook[],
  reader: GitHubReader,
  options: FleetOptions & { readonly pages?: number | undefined },
  io: Io,
): Promise<ReadFleet> {
  const { err } = palettes(options, io);
  const since = options.since === undefined ? undefined : sinceTime(options.since, io.now());
  const note = (line: string): void => {
    if (options.quiet !== true) io.stderr.write(`${err.muted(line)}\n`);
  };
  const { deliveryDays } = apiUrlOf(options, io);
  if (since !== undefined && isBeyondRetention(since, io.now(), deliveryDays))
    note(`GitHub keeps deliveries for ${deliveryDays} days: there is nothing older to be found.`);
  // They are never kept between runs, so that --cache makes none of it cheaper.
  const { cache: _, ...rest } = options;
  const foresight = await foresee("Reading", work(hooks), { reader, options: rest, io });
  const isShown = showsProgress(io, options) && hooks.length > 1;
  const readings = await readFleetDeliveries(reader, hooks, {
    since,
    pages: options.pages,
    onProgress: (done, total) => {
      foresight.answered();
      if (isShown) io.status.progress(`Reading deliveries: hook ${done} of ${total}`);
    },
  }).finally(() => {
    foresight.stop();
    io.status.progress(undefined);
  });
  stopIfInterrupted(io);
  stopIfHopeless(readings);
  return {
    readings,
    problems: [...foldHookProblems(readings), ...clockProblem(readings, io.now())],
    since,
  };
}
