import { lacksFirstAttempt, planRedeliveries } from "../../deliveries/plan-redeliveries.ts";
import { redeliver } from "../../deliveries/redeliver.ts";
import type { DeliveryFilter } from "../../deliveries/select-deliveries.ts";
import { redeliveriesDocument } from "../../documents/delivery-documents.ts";
import type { GitHubReader } from "../../github/client-options.ts";
import { createGitHubProber } from "../../github/create-clients.ts";
import type { RedeliveryOutcome, RedeliveryPlan } from "../../model/delivery.ts";
import { HookfleetError } from "../../model/errors.ts";
import type { Workload } from "../../model/forecast.ts";
import { groupBy } from "../../model/group-by.ts";
import { renderJson } from "../../render/render-json.ts";
import {
  renderRedeliveryOutcome,
  renderRedeliveryPlan,
  renderRedeliverySummary,
} from "../../render/text/render-redelivery.ts";
import { clientOptions } from "../client/client-options.ts";
import { untilWriting } from "../client/open-writing-client.ts";
import { tellProblems } from "../errors/tell-problems.ts";
import { exitCodes } from "../exit-codes.ts";
import { foresee } from "../fleet/foresee.ts";
import { type ReadFleet, readFleet } from "../fleet/read-fleet.ts";
import { refuseMisspelt, refuseUnknown } from "../fleet/refuse-unknown.ts";
import { refuseFuture, watchFleet } from "../fleet/watch-fleet.ts";
import type { Io } from "../io.ts";
import type { FilterOptions } from "../options/delivery-options.ts";
import { sinceTime } from "../options/parse-since.ts";
import { canAsk, confirm } from "../terminal/confirm.ts";
import { palettes } from "../terminal/palettes.ts";
import { pause } from "../terminal/pause.ts";

export interface RedeliverCommandOptions extends FilterOptions {
  readonly maxAttempts?: number;
  readonly dryRun?: true;
  readonly autoApprove?: true;
}

/** Throws unless somebody says yes. */
async function approve(count: number, options: RedeliverCommandOptions, io: Io): Promise<void> {
  if (options.autoApprove === true) return;
  if (!canAsk(io)) {
    throw new HookfleetError("not-approved", "nothing was redelivered: there is nobody to ask", {
      help: "Without a terminal, say --auto-approve.",
    });
  }
  const what = count === 1 ? "this event" : `these ${count} events`;
  if (await confirm(`Have GitHub send ${what} again?`, io)) return;
  throw io.interrupted.aborted
    ? new HookfleetError("interrupted", "nothing was redelivered: the run was interrupted")
    : new HookfleetError("not-approved", "nothing was redelivered: the answer was no");
}

/** Reads all that GitHub has of hooks of which `--since` cuts off an event's first attempt. */
async function withFirstAttempts(
  { readings, problems }: ReadFleet,
  filter: DeliveryFilter,
  github: GitHubReader,
  options: RedeliverCommandOptions,
  io: Io,
): Promise<Pick<ReadFleet, "readings" | "problems">> {
  const lacking = readings.filter((reading) => lacksFirstAttempt(reading, filter));
  if (lacking.length === 0) return { readings, problems };
  const { since: _, ...all } = options;
  const hooks = lacking.map(({ hook }) => hook);
  const whole = await readFleet(hooks, github, all, io);
  const found = new Map(whole.readings.map((reading) => [reading.hook, reading]));
  return {
    readings: readings.map((reading) => found.get(reading.hook) ?? reading),
    problems: [...problems, ...whole.problems],
  };
}

const interruptNotice =
  "Interrupted: what is in flight is finished, the rest is not attempted. A second time ends at once.";

/** `hookfleet redeliver`: shows what receivers missed, asks, and has GitHub send it again. */
export async function redeliverCommand(options: RedeliverCommandOptions, io: Io): Promise<number> {
  const { out, err } = palettes(options, io);
  const { event: events, guid: guids, maxAttempts, since: asked } = options;
  refuseFuture(asked && sinceTime(asked, io.now()), io.now());
  refuseMisspelt(events);
  const quiet = options.quiet === true;
  const json = options.format === "json";
  const [to, palette] = json ? [io.stderr, err] : [io.stdout, out];
  const { signal, release } = untilWriting(io.interrupted);
  const github = await createGitHubProber({ ...clientOptions(options, io, err), signal });
  const fleet = await watchFleet(options, async () => github, io);
  const read = await readFleet(fleet.hooks, github, options, io);
  const filter = { events, guids, since: read.since };
  const { readings, problems } = await withFirstAttempts(read, filter, github, options, io);
  refuseUnknown(filter, readings, [...fleet.problems, ...problems]);
  const plan = planRedeliveries(readings, { ...filter, maxAttempts });
  const { redeliveries } = plan;
  const total = redeliveries.length;

  const tell = (text: string): void => {
    if (!(json && quiet)) to.write(`${text}\n`);
  };
  const answer = (outcomes: readonly RedeliveryOutcome[] | undefined): void => {
    const showUrls = options.showUrls === true;
    if (json)
      io.stdout.write(`${renderJson(redeliveriesDocument(plan, outcomes, { showUrls }))}\n`);
  };
  tell(renderRedeliveryPlan(plan, { palette, width: to.columns }));
  const unseen = tellProblems([...fleet.problems, ...problems], { palette: err, quiet }, io);
  if (options.dryRun === true || total === 0) {
    answer(options.dryRun === true ? undefined : []);
    return unseen ? exitCodes.failed : exitCodes.ok;
  }
  try {
    await approve(total, options, io);
    const foresight = await foresee("Writing", work(plan), { reader: github, options, io });
    foresight.stop();
  } catch (error) {
    answer(untouched(plan));
    throw error;
  }
  release();
  const onInterrupt = (): void => {
    if (!quiet) io.stderr.write(`${err.warning(interruptNotice)}\n`);
  };
  io.interrupted.addEventListener("abort", onInterrupt);
  tell("");
  const outcomes = await redeliver(redeliveries, {
    github,
    signal: io.interrupted,
    pause: (milliseconds) => pause(milliseconds, io.interrupted),
    onOutcome: (outcome, index) =>
      tell(renderRedeliveryOutcome(outcome, { index, total }, palette)),
  });
  io.interrupted.removeEventListener("abort", onInterrupt);
  tell(`\n${renderRedeliverySummary(plan, outcomes, palette)}`);
  answer(outcomes);
  const done = outcomes.every(({ status }) => status === "accepted" || status === "skipped");
  return done && !unseen ? exitCodes.ok : exitCodes.failed;
}

function work({ redeliveries }: RedeliveryPlan): ReadonlyMap<string, Workload> {
  const byOwner = groupBy(redeliveries, ({ hook }) => hook.scope.owner.toLowerCase());
  return new Map(
    [...byOwner].map(([owner, own]) => [
      owner,
      { reads: own.length, writes: own.length, creates: 0 },
    ]),
  );
}

/** The outcomes of a run that was refused. */
function untouched({ redeliveries }: RedeliveryPlan): readonly RedeliveryOutcome[] {
  const reason = "the run was refused before its first write";
  return redeliveries.map((redelivery) => ({ status: "not_attempted", redelivery, reason }));
}
