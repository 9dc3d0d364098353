import { applyPlan } from "../../apply/apply-plan.ts";
import type { CheckedPlan } from "../../apply/check-plan.ts";
import { eventDocument, reportDocument, summaryEvent } from "../../documents/report-document.ts";
import { HookfleetError } from "../../model/errors.ts";
import type { HookProber } from "../../model/github-port.ts";
import { type ApplyReport, refusedReport } from "../../model/outcome.ts";
import type { Plan } from "../../model/plan.ts";
import type { PlanDocument } from "../../model/plan-document.ts";
import { scopeName } from "../../model/scope.ts";
import type { VerifySecret } from "../../model/verification.ts";
import { findStale } from "../../plan/saved/find-stale.ts";
import { renderJson } from "../../render/render-json.ts";
import { renderError } from "../../render/text/render-error.ts";
import { renderLooks } from "../../render/text/render-looks.ts";
import { renderEvent, renderReport } from "../../render/text/render-run.ts";
import { renderStale } from "../../render/text/render-stale.ts";
import { verifyByPast } from "../../verify/verify-by-past.ts";
import { verifyByPing } from "../../verify/verify-by-ping.ts";
import { clientOptions } from "../client/client-options.ts";
import { openWritingClient, type WritingClient } from "../client/open-writing-client.ts";
import { reasonsOf } from "../errors/tell-error.ts";
import { exitCodes } from "../exit-codes.ts";
import { approve, check } from "../fleet/before-writing.ts";
import { foreseeWriting } from "../fleet/foresee.ts";
import { readKnownSecret } from "../fleet/known-values.ts";
import { load } from "../fleet/load.ts";
import { observe } from "../fleet/observe.ts";
import { readPlanFile } from "../fleet/read-saved-file.ts";
import type { Io } from "../io.ts";
import type { BaseOptions } from "../options/options.ts";
import { openEventStream } from "../output/event-stream.ts";
import { documentOfPlan, planText } from "../output/formats.ts";
import { reportFiles, saveReports } from "../output/save-reports.ts";
import { askAgain } from "../terminal/ask-again.ts";
import { canAsk } from "../terminal/confirm.ts";
import { palettes } from "../terminal/palettes.ts";
import { showsProgress } from "../terminal/progress.ts";
import type { PlanOptions } from "./plan.ts";

export interface ApplyOptions extends Omit<PlanOptions, "detailedExitcode" | keyof BaseOptions> {
  readonly autoApprove?: true;
  readonly allowIncomplete?: true;
  readonly verify?: true;
  readonly acceptSecretChange?: true;
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

function checkTargets(planFile: string | undefined, { target }: ApplyOptions): void {
  if (planFile === undefined || target.length === 0) return;
  throw new HookfleetError("targets-of-plan", "a saved plan brings its own targets", {
    help: "Leave --target out, or plan again with it.",
  });
}

const interruptNotice =
  "Interrupted: what is in flight is finished, the rest is not attempted. A second time ends at once.";

/** A plan, and what it was made of and for. */
interface Prepared extends WritingClient {
  readonly plan: Plan;
  readonly reviewed: PlanDocument | undefined;
  /** The plan as it is saved. */
  readonly document: () => PlanDocument;
}

async function prepare(
  planFile: string | undefined,
  options: ApplyOptions,
  io: Io,
): Promise<Prepared> {
  const { err } = palettes(options, io);
  checkTargets(planFile, options);
  const client = clientOptions(options, io, err);
  const { apiUrl } = client;
  const reviewed = planFile === undefined ? undefined : await readPlanFile(planFile, apiUrl, io);
  const again = askAgain(options.resupply, reviewed);
  const config = await load(options, io, { palette: err, quiet: options.quiet === true });
  const writing = await openWritingClient(client, io.interrupted);
  const target = reviewed?.targets ?? options.target;
  const seen = { ...options, target, hooksPerEvent: apiUrl.hooksPerEvent, again };
  const { plan } = await observe(config, writing.hooks, seen, io);
  writing.startWriting();
  const made = { config, apiUrl, targets: target, showUrls: false };
  const document = (): PlanDocument => reviewed ?? documentOfPlan(plan, { ...made, now: io.now() });
  return { ...writing, plan, reviewed, document };
}

/** `hookfleet apply`: plans, shows, asks, and does what was shown. */
export async function apply(
  planFile: string | undefined,
  options: ApplyOptions,
  io: Io,
): Promise<number> {
  const { out, err } = palettes(options, io);
  const files = reportFiles(options.out);
  const json = options.format === "json";
  const showUrls = options.showUrls === true;
  const [to, palette] = json ? [io.stderr, err] : [io.stdout, out];
  const isSilent = json && options.quiet === true;
  const tell = (text: string): void => {
    if (!isSilent) to.write(text);
  };
  const answer = (report: ApplyReport, document?: () => PlanDocument): void => {
    // Of a refused run without actions, the errors themselves are printed.
    if (json && (report.refused === undefined || report.outcomes.length > 0))
      io.stdout.write(`${renderJson(reportDocument(report, { showUrls }))}\n`);
    saveReports(files, reportDocument(report), document, io);
  };
  /** Runs what comes before the first write. Where it ends the run, the reports say why. */
  const beforeWriting = async <T>(step: () => Promise<T>, prepared?: Prepared): Promise<T> => {
    try {
      return await step();
    } catch (error) {
      const report = refusedReport(prepared?.plan.actions ?? [], reasonsOf(error));
      try {
        answer(report, prepared?.document);
        const events = openEventStream(options.events, io);
        events.write(summaryEvent(report));
        events.close();
      } catch (second) {
        // The reason for the refusal is what counts.
        io.stderr.write(`${renderError(second, { palette: err })}\n`);
      }
      throw error;
    }
  };

  const prepared = await beforeWriting(() => prepare(planFile, options, io));
  const { plan, reviewed, hooks } = prepared;
  const { checked, events } = await beforeWriting(async () => {
    // Nobody is asked to approve what was not shown.
    const mayAsk = options.autoApprove !== true && canAsk(io);
    if (mayAsk || !isSilent) to.write(planText(plan, { palette, showUrls, to }));
    const stale = reviewed === undefined ? new Map() : findStale(reviewed, plan);
    if (stale.size > 0) tell(`\n${renderStale(stale.values(), { palette, showUrls })}\n`);
    const isShown = showsProgress(io, options);
    const checked = await check(plan, {
      readSecret: (source) => readKnownSecret(source, io),
      reviewed,
      deliveries: hooks,
      acceptSecretChange: options.acceptSecretChange,
      signal: io.interrupted,
      allowIncomplete: options.allowIncomplete,
      maxWrites: options.maxWrites,
      verify: verifier(hooks, options, io),
      onChecked: (due) => foreseeWriting(due, options, { reader: hooks, io }),
      onLook: (done, total) => {
        if (isShown) io.status.progress(`Looking at deliveries: hook ${done} of ${total}`);
      },
    }).finally(() => io.status.progress(undefined));
    const said = renderLooks(checked.looks, { palette, showUrls });
    if (said !== undefined) tell(`\n${said}\n`);
    await approve(checked, options, io);
    return { checked, events: openEventStream(options.events, io) };
  }, prepared);
  prepared.tellWaits(events.write);
  const total = plan.actions.length;
  const scopeWidth = plan.actions.reduce(
    (widest, { scope }) => Math.max(widest, scopeName(scope).length),
    0,
  );
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
  answer(report, prepared.document);
  events.close();
  return exitCode(checked, report);
}
