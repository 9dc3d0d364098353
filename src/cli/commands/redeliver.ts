import {
  type DeliveryFilter,
  lacksFirstAttempt,
  planRedeliveries,
} from "../../deliveries/plan-redeliveries.ts";
import { redeliver as redeliverAll } from "../../deliveries/redeliver.ts";
import { redeliveriesDocument } from "../../documents/delivery-documents.ts";
import type { GitHubReader } from "../../github/client-options.ts";
import { createGitHubTrigger } from "../../github/create-clients.ts";
import type { RedeliveryOutcome, RedeliveryPlan } from "../../model/delivery.ts";
import type { Workload } from "../../model/estimate.ts";
import { renderJson } from "../../render/render-json.ts";
import {
  renderRedeliveryOutcome,
  renderRedeliveryPlan,
  renderRedeliverySummary,
} from "../../render/text/render-redelivery.ts";
import { approve } from "../ask.ts";
import { clientOptions } from "../client/client-options.ts";
import { printDiagnostics } from "../errors/print-error.ts";
import { exitCodes } from "../exit-codes.ts";
import { untilWriting, whileWriting } from "../interrupts.ts";
import type { Session } from "../session.ts";
import { checkFilters, refuseUnknown } from "../steps/check-filters.ts";
import { estimate, readsByOwner } from "../steps/estimate.ts";
import { listLiveHooks } from "../steps/live-hooks.ts";
import { type ReadDeliveries, readDeliveriesWithProgress } from "../steps/read-deliveries.ts";

/** `hookfleet redeliver`: shows what receivers missed, asks, and has GitHub send it again. */
export async function redeliverCommand(session: Session): Promise<number> {
  const { json, quiet, interrupted } = session;
  const { event: events, guid: guids, maxAttempts, dryRun } = session.options;
  checkFilters(session);
  const { signal, release } = untilWriting(interrupted);
  const github = await createGitHubTrigger({ ...clientOptions(session), signal });
  const fleet = await listLiveHooks(github, session);
  const read = await readDeliveriesWithProgress(fleet, github, session);
  const filter = { events, guids, since: read.since };
  const { readings, problems } = await withFirstAttempts(read, filter, github, session);
  refuseUnknown(session.options, readings, problems);
  const plan = planRedeliveries(readings, { ...filter, maxAttempts });
  const { redeliveries } = plan;
  const total = redeliveries.length;

  const [to, style] = json ? [session.stderr, session.err] : [session.stdout, session.out];
  const print = (text: string): void => {
    if (!(json && quiet)) to.write(`${text}\n`);
  };
  const answer = (outcomes: readonly RedeliveryOutcome[] | undefined): void => {
    if (!json) return;
    session.stdout.write(`${renderJson(redeliveriesDocument(plan, outcomes, session))}\n`);
  };
  print(renderRedeliveryPlan(plan, style));
  const unread = printDiagnostics(problems, session);
  if (dryRun === true || total === 0) {
    answer(dryRun === true ? undefined : []);
    return unread ? exitCodes.failed : exitCodes.ok;
  }
  try {
    const what = total === 1 ? "this event" : `these ${total} events`;
    await approve(`Have GitHub send ${what} again?`, "nothing was redelivered", session);
    (await estimate("Writing", workOf(plan), github, session)).stop();
  } catch (error) {
    answer(untouched(plan));
    throw error;
  }
  release();
  print("");
  const outcomes = await whileWriting(session, () =>
    redeliverAll(redeliveries, {
      github,
      signal: interrupted,
      // Not beyond an interrupt.
      pause: (milliseconds) => session.sleep(milliseconds, interrupted).catch(() => undefined),
      onOutcome: (outcome, index) =>
        print(renderRedeliveryOutcome(outcome, { index, total }, style.palette)),
    }),
  );
  print(`\n${renderRedeliverySummary(plan, outcomes, style.palette)}`);
  answer(outcomes);
  const done = outcomes.every(({ status }) => status === "accepted" || status === "skipped");
  return done && !unread ? exitCodes.ok : exitCodes.failed;
}

/** Reads all that GitHub has of hooks of which `--since` cuts off an event's first attempt. */
async function withFirstAttempts(
  { readings, problems }: ReadDeliveries,
  filter: DeliveryFilter,
  github: GitHubReader,
  session: Session,
): Promise<Pick<ReadDeliveries, "readings" | "problems">> {
  const lacking = readings.filter((reading) => lacksFirstAttempt(reading, filter));
  if (lacking.length === 0) return { readings, problems };
  const { since: _, ...options } = session.options;
  const hooks = lacking.map(({ hook }) => hook);
  const whole = await readDeliveriesWithProgress({ hooks, problems }, github, {
    ...session,
    options,
  });
  const found = new Map(whole.readings.map((reading) => [reading.hook, reading]));
  return { ...whole, readings: readings.map((reading) => found.get(reading.hook) ?? reading) };
}

/** Each redelivery is looked at and requested. */
function workOf({ redeliveries }: RedeliveryPlan): ReadonlyMap<string, Workload> {
  const reads = readsByOwner(redeliveries.map(({ hook }) => hook.scope));
  return new Map([...reads].map(([owner, work]) => [owner, { ...work, writes: work.reads }]));
}

/** The outcomes of a run that was refused. */
function untouched({ redeliveries }: RedeliveryPlan): readonly RedeliveryOutcome[] {
  const reason = "the run was refused before its first write";
  return redeliveries.map((redelivery) => ({ status: "not_attempted", redelivery, reason }));
}
