import {
  type ApplyReport,
  applyPlan,
  type CheckedPlan,
  eventDocument,
  findStale,
  HookfleetError,
  type HookProber,
  type Plan,
  type PlanDocument,
  renderEvent,
  renderJson,
  renderReport,
  renderStale,
  reportDocument,
  scopeName,
  summaryEvent,
  type VerifySecret,
  verifyByPast,
  verifyByPing,
} from "../../index.ts";
import { clientOptions } from "../client/client-options.ts";
import { openWritingClient } from "../client/open-writing-client.ts";
import { exitCodes } from "../exit-codes.ts";
import { approve, check } from "../fleet/before-writing.ts";
import { foreseeWriting } from "../fleet/foresee-writing.ts";
import { readKnownSecret } from "../fleet/known-values.ts";
import { load } from "../fleet/load.ts";
import { observe } from "../fleet/observe.ts";
import { readPlanFile } from "../fleet/read-plan-file.ts";
import type { Io } from "../io.ts";
import type { BaseOptions } from "../options/options.ts";
import { openEventStream } from "../output/event-stream.ts";
import { documentOfPlan, planText } from "../output/plan-text.ts";
import { reportFiles, saveReports } from "../output/save-reports.ts";
import { askAgain } from "../terminal/ask-again.ts";
import { canAsk } from "../terminal/confirm.ts";
import { palettes } from "../terminal/palettes.ts";
import type { PlanOptions } from "./plan.ts";

export interface ApplyOptions extends Omit<PlanOptions, "detailedExitcode" | keyof BaseOptions> {
  readonly autoApprove?: true;
  readonly allowIncomplete?: true;
  readonly verify?: true;
  readonly events?: string;
  readonly maxWrites?: number;
}

/** With `--verify`, proves the secret of each hook right after it was written. */
function verifier(hooks: HookProber, { verify }: ApplyOptions, io: Io): VerifySecret | undefined {
  if (verify !== true) return undefined;
  const waiting = { clock: io, signal: io.interrupted };
  return (subject) => verifyByPing(hooks, subject, waiting);
}

function exitCode({ plan, stale }: CheckedPlan, report: ApplyReport): number {
  const done = report.outcomes.every(({ status }) => status === "applied");
  return done && plan.complete && stale.size === 0 ? exitCodes.ok : exitCodes.failed;
}

/** The report of a run that ended before its first write. */
function untouched(plan: Plan): ApplyReport {
  const reason = "the run was refused before its first write";
  return {
    outcomes: plan.actions.map((action) => ({ status: "not_attempted", action, reason })),
  };
}

function checkTargets(planFile: string | undefined, { target }: ApplyOptions): void {
  if (planFile === undefined || target.length === 0) return;
  throw new HookfleetError("targets-of-plan", "a saved plan brings its own targets", {
    help: "Leave --target out, or plan again with it.",
  });
}

const interruptNotice =
  "Interrupted: what is in flight is finished, the rest is not attempted. A second time ends at once.";

/** `hookfleet apply`: plans, shows, asks, and does what was shown. */
export async function apply(
  planFile: string | undefined,
  options: ApplyOptions,
  io: Io,
): Promise<number> {
  const { out, err } = palettes(options, io);
  checkTargets(planFile, options);
  const files = reportFiles(options.out);
  const client = clientOptions(options, io, err);
  const reviewed =
    planFile === undefined ? undefined : await readPlanFile(planFile, client.apiUrl, io);
  const again = askAgain(options.resupply, reviewed);
  const config = await load(options, io, { palette: err, quiet: options.quiet === true });
  const { hooks, startWriting, tellWaits } = await openWritingClient(client, io.interrupted);
  const target = reviewed?.targets ?? options.target;
  const { hooksPerEvent } = client.apiUrl;
  const seen = { ...options, target, hooksPerEvent, again };
  const { plan } = await observe(config, hooks, seen, io);
  startWriting();

  const json = options.format === "json";
  const showUrls = options.showUrls === true;
  const [to, palette] = json ? [io.stderr, err] : [io.stdout, out];
  const isSilent = json && options.quiet === true;
  const tell = (text: string): void => {
    if (!isSilent) to.write(text);
  };
  const { apiUrl } = client;
  const planned = (): PlanDocument =>
    reviewed ??
    documentOfPlan(plan, { config, apiUrl, targets: target, showUrls: false, now: io.now() });
  const answer = (report: ApplyReport): void => {
    if (json) io.stdout.write(`${renderJson(reportDocument(report, { showUrls }))}\n`);
    saveReports(files, reportDocument(report), planned, io);
  };
  // Nobody is asked to approve what was not shown.
  const mayAsk = options.autoApprove !== true && canAsk(io);
  if (mayAsk || !isSilent) to.write(planText(plan, { palette, showUrls, to }));
  const stale = reviewed === undefined ? new Map() : findStale(reviewed, plan);
  if (stale.size > 0) tell(`\n${renderStale(stale.values(), { palette, showUrls })}\n`);
  let checked: CheckedPlan;
  try {
    checked = await check(plan, {
      readSecret: (source) => readKnownSecret(source, io),
      reviewed,
      allowIncomplete: options.allowIncomplete,
      maxWrites: options.maxWrites,
      verify: verifier(hooks, options, io),
      onChecked: (due) => foreseeWriting(due, options, { reader: hooks, io }),
    });
    await approve(checked, options, io);
  } catch (error) {
    // Of a plan without actions a report says nothing; the error says why there are none.
    if (plan.actions.length > 0) answer(untouched(plan));
    throw error;
  }
  const events = openEventStream(options.events, io);
  tellWaits(events.write);
  const total = plan.actions.length;
  const scopeWidth = Math.max(0, ...plan.actions.map(({ scope }) => scopeName(scope).length));
  if (total > 0) tell("\n");
  const onInterrupt = (): void => {
    if (options.quiet !== true) io.stderr.write(`${err.warning(interruptNotice)}\n`);
  };
  io.interrupted.addEventListener("abort", onInterrupt);
  const report = await applyPlan(checked, {
    hooks,
    signal: io.interrupted,
    now: io.now,
    verifyByPast: (subject) => verifyByPast(hooks, subject),
    onEvent: (event) => {
      events.write(eventDocument(event));
      const line = renderEvent(event, total, { palette, showUrls, scopeWidth });
      if (line !== undefined) tell(`${line}\n`);
    },
  });
  io.interrupted.removeEventListener("abort", onInterrupt);
  events.write(summaryEvent(report));
  const width = to.columns === undefined ? {} : { width: to.columns };
  if (total > 0) tell(`\n${renderReport(report, { palette, showUrls, ...width })}\n`);
  answer(report);
  events.close();
  return exitCode(checked, report);
}
