import { resolve } from "node:path";
import { applyPlan } from "../../apply/apply-plan.ts";
import { type CheckedPlan, checkPlan } from "../../apply/check-plan.ts";
import { maskDocument } from "../../comments/publicity.ts";
import { applyStatus } from "../../documents/apply-status.ts";
import { eventDocument, summaryEvent, waitingEvent } from "../../documents/event-documents.ts";
import { planDocument } from "../../documents/plan-document.ts";
import { reportDocument } from "../../documents/report-document.ts";
import type { WaitNotice } from "../../github/client-options.ts";
import { createGitHubWriter } from "../../github/create-clients.ts";
import { HookfleetError } from "../../model/errors.ts";
import type { ReportDocument } from "../../model/generated/documents.ts";
import { longestSummary } from "../../model/github-limits.ts";
import { type ApplyEvent, type ApplyReport, refusedReport } from "../../model/outcome.ts";
import type { PlanDocument } from "../../model/plan-document.ts";
import { scopeKey, scopeName } from "../../model/scope.ts";
import { findStale } from "../../plan/saved/find-stale.ts";
import { renderApplyStatus } from "../../render/markdown/render-apply-status.ts";
import { renderPlanMarkdown } from "../../render/markdown/render-report-markdown.ts";
import { renderJson } from "../../render/render-json.ts";
import { renderLooks, renderStale } from "../../render/text/render-checks.ts";
import { renderError } from "../../render/text/render-error.ts";
import { renderPlan } from "../../render/text/render-report.ts";
import { renderApplyResult, renderEvent } from "../../render/text/render-run.ts";
import { verifyByPast } from "../../verify/verify-by-past.ts";
import { verifyByPing } from "../../verify/verify-by-ping.ts";
import { approve, canAsk } from "../ask.ts";
import { clientOptions } from "../client/client-options.ts";
import { reasonsOf } from "../errors/print-error.ts";
import { exitCodes } from "../exit-codes.ts";
import { untilWriting, whileWriting } from "../interrupts.ts";
import type { ResultOptions } from "../options/options.ts";
import { type EventStream, openEventStream } from "../output/event-stream.ts";
import { documentMeta } from "../output/formats.ts";
import { checkOutputs } from "../output/output-file.ts";
import { saveResult } from "../output/print-result.ts";
import { type Session, withProgress } from "../session.ts";
import { estimateWriting } from "../steps/estimate.ts";
import { readKnownSecret } from "../steps/known-values.ts";
import { load } from "../steps/load.ts";
import { planWithProgress } from "../steps/plan-fleet.ts";
import { readPlanFile } from "../steps/read-saved-file.ts";

type ApplySession = Session<ResultOptions<"json" | "markdown">>;

/** A plan, and what it was made of and for. */
type Prepared = Awaited<ReturnType<typeof prepare>>;

/**
 * Plans with a client that reads first and writes then: while it reads, an interrupt stops everything
 * at once; afterwards it ends waits, and requests in flight are finished.
 */
async function prepare(
  planFile: string | undefined,
  session: ApplySession,
  report: (wait: WaitNotice) => void,
) {
  const { options, interrupted } = session;
  if (planFile !== undefined && options.target.length > 0)
    throw new HookfleetError("targets-of-plan", "a saved plan brings its own targets", {
      help: "Leave --target out, or plan again with it.",
    });
  const client = clientOptions(session);
  const reviewed =
    planFile === undefined ? undefined : await readPlanFile(planFile, client.apiUrl, session);
  const config = await load(session);
  const { signal, release } = untilWriting(interrupted);
  const onWait = (wait: WaitNotice): void => {
    client.onWait?.(wait);
    report(wait);
  };
  const hooks = await createGitHubWriter({ ...client, signal, stopWaiting: interrupted, onWait });
  const { plan } = await planWithProgress(config, hooks, session, { reviewed, toWrite: true });
  release();
  const { digest: configDigest, limits } = config;
  const meta = { configDigest, targets: options.target, limits, showUrls: false };
  /** The plan as it is saved. */
  const document = (): PlanDocument =>
    reviewed ?? planDocument(plan, { ...documentMeta(session), ...meta });
  return { hooks, plan, reviewed, document };
}

/** One file cannot hold both: the report would replace the events. */
function checkPlaces({ cwd, options: { events, out = [] } }: ApplySession): void {
  if (events === undefined || !out.some(({ path }) => resolve(cwd, path) === resolve(cwd, events)))
    return;
  throw new HookfleetError("file-exists", "--out and --events name the same file", {
    help: "Name another one for the events.",
  });
}

/** `hookfleet apply`: plans, shows, asks, and does what was shown. */
export async function apply(session: ApplySession, planFile: string | undefined): Promise<number> {
  const { options, json, quiet, interrupted } = session;
  const [to, style] = json ? [session.stderr, session.err] : [session.stdout, session.out];
  const isSilent = json && quiet;
  const print = (text: string): void => {
    if (!isSilent) to.write(text);
  };
  const answer = (report: ApplyReport, document?: () => PlanDocument): void => {
    // Of a refused run without actions, the errors themselves are printed.
    if (json && (report.refused === undefined || report.outcomes.length > 0))
      session.stdout.write(`${renderJson(reportDocument(report, session))}\n`);
    const { apiUrl } = session;
    const saved = reportDocument(report, { apiUrl });
    const formats = { json: () => saved, markdown: () => markdown(document, saved) };
    saveResult(options.out ?? [], formats, session);
  };
  /** Runs what comes before the first write. Where it ends the run, the reports say why. */
  const beforeWriting = async <T>(step: () => Promise<T>, prepared?: Prepared): Promise<T> => {
    try {
      return await step();
    } catch (error) {
      const report = refusedReport(prepared?.plan.actions ?? [], reasonsOf(error));
      try {
        answer(report, prepared?.document);
        const events = openEventStream(options.events, session);
        events.write(summaryEvent(report));
        events.close();
      } catch (second) {
        // The reason for the refusal is what counts, and it may be this one already.
        const [reason, other] = [error, second].map((one) => renderError(one, session.err));
        if (other !== reason) session.stderr.write(`${other}\n`);
      }
      throw error;
    }
  };

  checkPlaces(session);
  let stream: EventStream | undefined;
  const prepared = await beforeWriting(() =>
    prepare(planFile, session, (wait) => stream?.write(waitingEvent(wait))),
  );
  const { plan, reviewed, hooks } = prepared;
  const { checked, events } = await beforeWriting(async () => {
    // A plan that was not shown cannot be approved.
    const mayAsk = options.autoApprove !== true && canAsk(session);
    if (mayAsk || !isSilent)
      to.write(`${renderPlan(plan, { ...style, summary: options.summary })}\n`);
    const stale = reviewed === undefined ? new Map() : findStale(reviewed, plan);
    if (stale.size > 0) print(`\n${renderStale(stale.values(), style)}\n`);
    const checked = await check(prepared, session);
    const looks = renderLooks(checked.looks, style);
    if (looks !== undefined) print(`\n${looks}\n`);
    checkOutputs(options.out ?? [], session);
    if (checked.due.length > 0) await approve(question(checked), "nothing was written", session);
    return { checked, events: openEventStream(options.events, session) };
  }, prepared);
  stream = events;
  const total = plan.actions.length;
  const scopeWidth = Math.max(0, ...plan.actions.map(({ scope }) => scopeName(scope).length));
  const isNews = options.verbose === true ? () => true : onceForEachReason();
  if (total > 0) print("\n");
  const report = await whileWriting(session, () =>
    applyPlan(checked, {
      hooks,
      signal: interrupted,
      now: session.now,
      verifyByPast: (subject) => verifyByPast(hooks, subject),
      onEvent: (event) => {
        events.write(eventDocument(event, session));
        if (!isNews(event)) return;
        const line = renderEvent(event, total, { ...style, scopeWidth });
        if (line !== undefined) print(`${line}\n`);
      },
    }),
  );
  events.write(summaryEvent(report));
  if (total > 0) print(`\n${renderApplyResult(report, style)}\n`);
  answer(report, prepared.document);
  events.close();
  const done = report.outcomes.every(({ status }) => status === "applied");
  return done && checked.plan.complete && checked.stale.size === 0
    ? exitCodes.ok
    : exitCodes.failed;
}

/** Of actions that are not attempted for one reason, the first is shown; the end of the run counts them. */
function onceForEachReason(): (event: ApplyEvent) => boolean {
  const told = new Set<string>();
  return (event) => {
    if (event.type === "action_started" || event.outcome.status !== "not_attempted") return true;
    const before = told.size;
    return told.add(event.outcome.reason).size > before;
  };
}

/** The guards of `apply`, with progress. */
function check({ plan, reviewed, hooks }: Prepared, session: ApplySession): Promise<CheckedPlan> {
  const { interrupted: signal } = session;
  const { verify, acceptSecretChange, allowIncomplete, maxWrites } = session.options;
  const waiting = { clock: session, signal };
  return withProgress(session, (show) =>
    checkPlan(plan, {
      readSecret: (source) => readKnownSecret(source, session),
      reviewed,
      deliveries: hooks,
      acceptSecretChange,
      signal,
      allowIncomplete,
      maxWrites,
      // Proves the secret of each hook right after it was written.
      verify: verify === true ? (subject) => verifyByPing(hooks, subject, waiting) : undefined,
      onChecked: (due) => estimateWriting(due, hooks, session),
      onLook: (done, of) => show(`Looking at deliveries: hook ${done} of ${of}`),
    }),
  );
}

function question({ plan, due, stale }: CheckedPlan): string {
  const open = plan.actions.filter(
    ({ blocked, scope }) => blocked === null && !stale.has(scopeKey(scope)),
  ).length;
  const all = open === 1 ? "this action" : `these ${open} actions`;
  return `Carry out ${due.length === open ? all : `${due.length} of ${all}`} on GitHub?`;
}

/**
 * What happened, for the summary of a job, above the plan itself.
 *
 * @param document the plan that was reviewed, or else shown; undefined where the run was refused
 *   before there was one
 */
function markdown(document: (() => PlanDocument) | undefined, report: ReportDocument): string {
  const plan = document && maskDocument(document());
  const status = renderApplyStatus(applyStatus(plan, report));
  if (plan === undefined) return status;
  const bytes = longestSummary - Buffer.byteLength(status) - 1;
  return `${status}\n${renderPlanMarkdown(plan, { bytes })}`;
}
