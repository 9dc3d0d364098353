import { foldHookProblems, readFleetDeliveries } from "../../deliveries/read-deliveries.ts";
import { stopIfHopeless } from "../../fleet/read-scopes.ts";
import type { GitHubReader } from "../../github/client-options.ts";
import { parseApiUrl } from "../../github/http/api-url.ts";
import type { DeliveryReading } from "../../model/delivery.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { stopIfInterrupted } from "../../model/errors.ts";
import { isBeyondRetention } from "../options/option.ts";
import { type Session, withProgress } from "../session.ts";
import { estimate, readsByOwner } from "./estimate.ts";
import type { LiveHooks } from "./live-hooks.ts";

/** A clock that is this far behind GitHub's makes `--since` mean something else. */
const clockTolerance = 300_000;

export type ReadDeliveries = Awaited<ReturnType<typeof readDeliveriesWithProgress>>;

/**
 * Lists the deliveries of hooks, with progress.
 *
 * @param pages limits what is read of each hook
 * @throws HookfleetError where the run was interrupted
 */
export async function readDeliveriesWithProgress(
  { hooks, problems }: Pick<LiveHooks, "hooks" | "problems">,
  reader: GitHubReader,
  session: Session,
  pages?: number,
) {
  const { options, note, now } = session;
  const since = options.since?.(now());
  const { deliveryDays } = parseApiUrl(session.apiUrl);
  if (since !== undefined && isBeyondRetention(since, now(), deliveryDays))
    note(`GitHub keeps deliveries for ${deliveryDays} days: there is nothing older to be found.`);
  // A page for each hook; that of a busy one has more.
  const work = readsByOwner(hooks.map(({ scope }) => scope));
  const { answered, stop } = await estimate("Reading", work, reader, session);
  const readings = await withProgress(session, (show) =>
    readFleetDeliveries(reader, hooks, {
      since,
      pages,
      onProgress: (done, total) => {
        answered();
        if (total > 1) show(`Reading deliveries: hook ${done} of ${total}`);
      },
    }),
  ).finally(stop);
  stopIfInterrupted(session.interrupted);
  stopIfHopeless(readings);
  return {
    readings,
    /** Of the hooks, too. */
    problems: [...problems, ...foldHookProblems(readings), ...clockProblem(readings, now())],
    /** Milliseconds since the epoch; undefined = everything that GitHub has. */
    since,
  };
}

function clockProblem(readings: readonly DeliveryReading[], now: number): readonly Diagnostic[] {
  const latest = readings.reduce(
    (most, reading) =>
      reading.status === "read" ? Math.max(most, reading.deliveries[0]?.deliveredAt ?? 0) : most,
    0,
  );
  if (latest <= now + clockTolerance) return [];
  const minutes = Math.round((latest - now) / 60_000);
  const message = `this machine's clock is behind GitHub's by at least ${minutes} minutes, so that --since reaches further back than it says`;
  return [{ severity: "warning", code: "clock-behind", message }];
}
