import {
  countNoun,
  showClock,
  showDuration,
  showNumber,
  showPlace,
  showTime,
} from "../../documents/format.ts";
import { describeAction } from "../../documents/messages/action-messages.ts";
import { describeBlockedAction } from "../../documents/messages/blocked-messages.ts";
import { unrecordedMessage, unrecordedWayOut } from "../../documents/messages/secret-messages.ts";
import { actionTarget } from "../../documents/plan-document.ts";
import { reportSummary } from "../../documents/report-document.ts";
import type { RequestEstimate, Wait } from "../../model/estimate.ts";
import { groupBy } from "../../model/group-by.ts";
import type { ActionOutcome, ApplyEvent, ApplyReport } from "../../model/outcome.ts";
import type { Action } from "../../model/plan.ts";
import { scopeName } from "../../model/scope.ts";
import { sanitize, sanitizeLines, sanitizeProse } from "../../redact/sanitize.ts";
import { showHookId } from "./hook-id.ts";
import { clampWidth, padCell, wrapProse } from "./layout.ts";
import type { Palette, Styles, TextOptions } from "./palette.ts";

const reasons = {
  "rate-limited": "for GitHub's hourly limit",
  "secondary-rate-limit": "because GitHub asks to slow down",
  pace: "to stay below GitHub's limits of pace",
} as const;

/**
 * What is waited for and how long, in one line.
 *
 * @example renderWait(wait, Date.now()) // Waiting 42 s for GitHub's hourly limit (acme), until 19:04:05 UTC
 */
export function renderWait({ until, reason, owner }: Wait, now: number): string {
  const left = showDuration((until - now) / 1_000);
  const whose = owner === undefined ? "" : ` (${sanitize(owner)})`;
  return `Waiting ${left} ${reasons[reason]}${whose}, until ${showClock(until)}`;
}

/**
 * How many requests are due, what is left of GitHub's hour, and how long it will take, in one line.
 *
 * @param what is about to be done
 * @param atMost where some of the requests may cost nothing of the hour
 */
export function renderForecast(
  { requests, free, seconds, tightest, isEnough }: RequestEstimate,
  what: "Reading" | "Writing",
): string {
  const few =
    requests < 1_000 ? countNoun(requests, "request") : `${showNumber(requests)} requests`;
  const unchanged = free === 0 ? "" : `, ${showNumber(free)} of them free if nothing changed`;
  const parts = [`${what}: ${few}${unchanged}`];
  if (tightest !== undefined) {
    const { owner, budget } = tightest;
    const left = `${showNumber(budget.remaining)} of ${showNumber(budget.limit)} left`;
    const whose = owner === undefined ? "" : ` for ${sanitize(owner)}`;
    parts.push(
      `${isEnough ? "" : "only "}${left}${whose} until ${showClock(budget.reset * 1_000)}`,
    );
  }
  const waiting = isEnough ? "" : ", waiting included";
  return `${parts.join("; ")}; about ${showDuration(Math.max(1, seconds))}${waiting}`;
}

/** As wide as `config-patched`, the longest of the words for what was done. */
const verbWidth = 14;

export interface RenderEventOptions extends TextOptions {
  /** The width of the widest scope of the run, so that lines stand in columns. */
  readonly scopeWidth?: number;
}

/**
 * One line per finished action, for a run with a terminal; undefined for what is not shown.
 * The number is that of the action in the plan: actions finish in another order than they start.
 */
export function renderEvent(
  event: ApplyEvent,
  total: number,
  options: RenderEventOptions,
): string | undefined {
  if (event.type === "action_started") return undefined;
  const { palette } = options;
  const { outcome } = event;
  const number = String(event.index + 1).padStart(String(total).length);
  return [
    palette.muted(`[${number}/${total}]`),
    signOf(outcome, palette),
    palette.scope(padCell(sanitize(scopeName(outcome.action.scope)), options.scopeWidth ?? 0)),
    "",
    describe(outcome, options),
  ].join(" ");
}

function signOf(outcome: ActionOutcome, palette: Palette): string {
  switch (outcome.status) {
    case "applied":
      return palette.success("✓");
    case "failed":
      return palette.error("✗");
    case "not_attempted":
      return palette.muted("-");
    default:
      return outcome satisfies never;
  }
}

/** What was found of the secret of an applied action: proved, or it would have failed. */
function proofWords(
  { verification }: Extract<ActionOutcome, { status: "applied" }>,
  palette: Palette,
): string {
  if (verification === undefined) return "";
  const { receiver } = verification;
  const answer = receiver === undefined ? "" : `, receiver answers ${receiver.statusCode}`;
  return palette.muted(`  secret proved${answer}`);
}

function describe(outcome: ActionOutcome, options: TextOptions): string {
  const { action } = outcome;
  const { palette, showUrls = false } = options;
  const words = describeAction(action);
  const { url, hookId } = actionTarget(action);
  const id = outcome.status === "applied" ? outcome.hookId : hookId;
  const shown = showHookId(action.scope, id, options);
  const hook = `${sanitize(url.show(showUrls))}  ${shown}`.trimEnd();
  switch (outcome.status) {
    case "applied":
      return `${palette[words.style](padCell(words.done, verbWidth))}  ${hook}${proofWords(outcome, palette)}`;
    case "failed": {
      const { code, message } = outcome.error;
      const said = `${palette.error(`${sanitize(code)}:`)} ${sanitizeProse(message)}`;
      return `${palette.error(padCell(words.verb, verbWidth))}  ${hook}  ${said}`;
    }
    case "not_attempted":
      return palette.muted(
        `${padCell(words.verb, verbWidth)}  ${hook}  not attempted: ${sanitizeProse(outcome.reason)}`,
      );
    default:
      return outcome satisfies never;
  }
}

type Failed = Extract<ActionOutcome, { status: "failed" }>;
type Applied = Extract<ActionOutcome, { status: "applied" }>;
type NotAttempted = Extract<ActionOutcome, { status: "not_attempted" }>;

/**
 * What happened, for the end of a run: rotations that are done and will be listed again; every action
 * that failed, with what to do; every one that was not attempted, under its reason; last the counts.
 * What else was applied has been shown while it ran.
 * No line break at the end.
 */
export function renderApplyResult(report: ApplyReport, options: TextOptions): string {
  const failed = report.outcomes.filter((outcome) => outcome.status === "failed");
  const waiting = report.outcomes.filter((outcome) => outcome.status === "not_attempted");
  const unrecorded = report.outcomes
    .filter((outcome) => outcome.status === "applied")
    .filter(({ isUnrecorded }) => isUnrecorded === true);
  return [
    ...(unrecorded.length === 0 ? [] : [renderUnrecorded(unrecorded, options)]),
    ...(failed.length === 0 ? [] : [renderFailed(failed, options)]),
    ...[...groupBy(waiting, reasonOf)].map(([reason, of]) => renderWaiting(reason, of, options)),
    renderSummary(report, options.palette),
  ].join("\n\n");
}

function renderFailed(outcomes: readonly Failed[], options: TextOptions): string {
  const { palette } = options;
  const lines = outcomes.flatMap(({ action, error }) => {
    const [first = "", ...rest] = sanitizeLines(error.message);
    return [
      `  ${palette.error("✗")} ${actionLine(action, options)}`,
      `      ${palette.error(`${sanitize(error.code)}:`)} ${first}`,
      ...rest.filter((line) => line !== "").map((line) => `      ${line}`),
      ...(error.help === undefined ? [] : wayOut(error.help, 6, options)),
    ];
  });
  return [palette.error("Failed"), ...lines].join("\n");
}

function renderUnrecorded(outcomes: readonly Applied[], options: TextOptions): string {
  const { palette } = options;
  const rotated = outcomes.flatMap(({ action }) => {
    if (action.kind === "create" || action.kind === "delete") return [];
    const { desired, live } = action;
    if (desired.secret.kind !== "managed") return [];
    return [{ ref: desired.secret.secret.ref, time: showTime(live.updatedAt) }];
  });
  return [
    `${palette.warning("Not recorded:")} ${unrecordedMessage}`,
    ...outcomes.map(({ action }) => `  ${palette.muted("-")} ${actionLine(action, options)}`),
    ...[...groupBy(rotated, ({ ref }) => ref)].flatMap(([ref, of]) => {
      const times = of.map(({ time }) => time);
      return wayOut(unrecordedWayOut(ref, times), 2, options);
    }),
  ].join("\n");
}

export function wayOut(
  sentence: string,
  indentation: number,
  { palette, width }: TextOptions,
): readonly string[] {
  const indent = " ".repeat(indentation);
  return wrapProse(sanitizeProse(sentence), {
    first: `${indent}${palette.strong("→")} `,
    rest: `${indent}  `,
    width: clampWidth(width),
  });
}

function reasonOf({ action, reason }: NotAttempted): string {
  return action.blocked === null ? reason : `blocked as ${action.blocked}`;
}

function renderWaiting(
  reason: string,
  outcomes: readonly NotAttempted[],
  options: TextOptions,
): string {
  const { palette } = options;
  const waysOut = outcomes.flatMap(({ action }) => describeBlockedAction(action)?.wayOut ?? []);
  return [
    `${palette.warning("Not attempted:")} ${sanitizeProse(reason)}`,
    ...outcomes.map(({ action }) => `  ${palette.muted("-")} ${actionLine(action, options)}`),
    ...[...new Set(waysOut)].flatMap((sentence) => wayOut(sentence, 2, options)),
  ].join("\n");
}

export function actionLine(action: Action, options: TextOptions): string {
  const { palette } = options;
  const { url, hookId } = actionTarget(action);
  return [
    palette.scope(sanitize(scopeName(action.scope))),
    padCell(action.kind, 6),
    sanitize(url.show(options.showUrls ?? false)),
    ...(hookId === null ? [] : [showHookId(action.scope, hookId, options)]),
    ...(action.position === undefined ? [] : [palette.muted(showPlace(action.position))]),
  ].join("  ");
}

function renderSummary(report: ApplyReport, palette: Palette): string {
  const { applied, failed, not_attempted: waiting } = reportSummary(report);
  const part = (count: number, text: string, style: keyof Styles): string =>
    count === 0 ? text : palette[style](text);
  return `${part(applied, `Applied ${applied}`, "success")}, ${part(failed, `failed ${failed}`, "error")}, ${part(waiting, `not attempted ${waiting}`, "warning")}.`;
}
