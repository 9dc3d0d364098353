import { describeBlockedAction } from "../../documents/messages/blocked-messages.ts";
import { unrecordedMessage, unrecordedWayOut } from "../../documents/messages/secret-messages.ts";
import { actionTarget } from "../../documents/plan-document.ts";
import { reportSummary } from "../../documents/report-document.ts";
import { actionLooks } from "../../documents/views/entry-view.ts";
import type { RequestEstimate, Wait } from "../../model/estimate.ts";
import { showClock, showDuration, showNumber, showPlace, timeOrNull } from "../../model/format.ts";
import { groupBy } from "../../model/group-by.ts";
import type { ActionOutcome, ApplyEvent, ApplyReport } from "../../model/outcome.ts";
import type { Action } from "../../model/plan.ts";
import { scopeName } from "../../model/scope.ts";
import { managedSecret } from "../../model/secret-reference.ts";
import { sanitize, sanitizeLines, sanitizeProse } from "../../redact/sanitize.ts";
import { padCell, wayOut } from "./layout.ts";
import type { Palette, Styles, TextOptions } from "./palette.ts";
import { showHook, showHookId, showScope } from "./show-hook.ts";

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
 */
export function renderForecast(
  { requests, free, seconds, tightest, isEnough }: RequestEstimate,
  what: "Reading" | "Writing",
): string {
  const few = `${showNumber(requests)} ${requests === 1 ? "request" : "requests"}`;
  const unchanged = free === 0 ? "" : `, ${showNumber(free)} of them free if nothing changed`;
  const left = tightest === undefined ? "" : `; ${isEnough ? "" : "only "}${leftOf(tightest)}`;
  const waiting = isEnough ? "" : ", waiting included";
  return `${what}: ${few}${unchanged}${left}; about ${showDuration(Math.max(1, seconds))}${waiting}`;
}

function leftOf({ owner, budget }: NonNullable<RequestEstimate["tightest"]>): string {
  const whose = owner === undefined ? "" : ` for ${sanitize(owner)}`;
  return `${showNumber(budget.remaining)} of ${showNumber(budget.limit)} left${whose} until ${showClock(budget.reset * 1_000)}`;
}

/** How many actions that were not attempted for one reason are listed. */
const mostListed = 20;

/** As wide as `config-patched`, the longest of the words for what was done. */
const verbWidth = 14;

const marks = {
  applied: ["✓", "success"],
  failed: ["✗", "error"],
  not_attempted: ["-", "muted"],
} as const;

/**
 * One line per finished action, for a run with a terminal; undefined for what is not shown.
 * The number is that of the action in the plan: actions finish in another order than they start.
 *
 * @param options `scopeWidth`: that of the widest scope of the run, so that lines stand in columns
 */
export function renderEvent(
  event: ApplyEvent,
  total: number,
  options: TextOptions & { readonly scopeWidth?: number },
): string | undefined {
  if (event.type === "action_started") return undefined;
  const { palette } = options;
  const { outcome } = event;
  const number = String(event.index + 1).padStart(String(total).length);
  const [mark, style] = marks[outcome.status];
  return [
    palette.muted(`[${number}/${total}]`),
    palette[style](mark),
    palette.scope(padCell(sanitize(scopeName(outcome.action.scope)), options.scopeWidth ?? 0)),
    "",
    describe(outcome, options),
  ].join(" ");
}

function describe(outcome: ActionOutcome, options: TextOptions): string {
  const { palette } = options;
  const { kind } = outcome.action;
  const target = actionTarget(outcome.action);
  const hookId = outcome.status === "applied" ? outcome.hookId : target.hookId;
  const hook = showHook({ ...target, hookId }, options).trimEnd();
  const verb = padCell(kind, verbWidth);
  switch (outcome.status) {
    case "applied": {
      const { tone, done } = actionLooks[kind];
      return `${palette[tone](padCell(done, verbWidth))}  ${hook}${proofWords(outcome, palette)}`;
    }
    case "failed": {
      const { code, message } = outcome.error;
      const failure = `${palette.error(`${sanitize(code)}:`)} ${sanitizeProse(message)}`;
      return `${palette.error(verb)}  ${hook}  ${failure}`;
    }
    case "not_attempted": {
      const why = `not attempted: ${sanitizeProse(outcome.reason)}`;
      return palette.muted(`${verb}  ${hook}  ${why}`);
    }
    default:
      return outcome satisfies never;
  }
}

/** What was found of the secret of an applied action: proved, or it would have failed. */
function proofWords({ verification }: Applied, palette: Palette): string {
  if (verification === undefined) return "";
  const { receiver } = verification;
  const answer = receiver === undefined ? "" : `, receiver answers ${receiver.statusCode}`;
  return palette.muted(`  secret proved${answer}`);
}

type Failed = Extract<ActionOutcome, { status: "failed" }>;
type Applied = Extract<ActionOutcome, { status: "applied" }>;

/**
 * What happened, for the end of a run: rotations that are done and will be listed again; every action
 * that failed, with what to do; those that were not attempted, under their reason; last the counts.
 * What else was applied has been shown while it ran.
 * No line break at the end. Never throws.
 *
 * @param report what `applyPlan` gave
 * @param options how it is shown
 */
export function renderApplyResult(report: ApplyReport, options: TextOptions): string {
  const { palette } = options;
  const failed = report.outcomes.filter((outcome) => outcome.status === "failed");
  const waiting = groupBy(
    report.outcomes.filter((outcome) => outcome.status === "not_attempted"),
    ({ action, reason }) => (action.blocked === null ? reason : `blocked as ${action.blocked}`),
  );
  const unrecorded = report.outcomes
    .filter((outcome) => outcome.status === "applied")
    .filter(({ isUnrecorded }) => isUnrecorded === true)
    .map(({ action }) => action);
  const { applied, failed: failures, not_attempted: left } = reportSummary(report);
  return [
    ...(unrecorded.length === 0 ? [] : [renderUnrecorded(unrecorded, options)]),
    ...(failed.length === 0 ? [] : [renderFailed(failed, options)]),
    ...[...waiting].map(([reason, outcomes]) => {
      const title = `${palette.warning("Not attempted:")} ${sanitizeProse(reason)}`;
      const actions = outcomes.map(({ action }) => action);
      const waysOut = actions.flatMap((action) => describeBlockedAction(action)?.wayOut ?? []);
      const shown = options.verbose === true ? actions : actions.slice(0, mostListed);
      const more = actions.length - shown.length;
      if (more > 0) waysOut.push(`${showNumber(more)} more for this reason; --verbose lists them.`);
      return renderActions(title, shown, waysOut, options);
    }),
    renderTotals(palette, [
      ["Applied", applied, "success"],
      ["failed", failures, "error"],
      ["not attempted", left, "warning"],
    ]),
  ].join("\n\n");
}

/** Actions below a title, and what to do about them. */
export function renderActions(
  title: string,
  actions: readonly Action[],
  waysOut: readonly string[],
  options: TextOptions,
): string {
  return [
    title,
    ...actions.map((action) => `  ${options.palette.muted("-")} ${actionLine(action, options)}`),
    ...[...new Set(waysOut)].flatMap((sentence) => wayOut(sentence, 2, options)),
  ].join("\n");
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

function renderUnrecorded(actions: readonly Action[], options: TextOptions): string {
  const rotated = actions.flatMap((action) => {
    if (action.kind === "create" || action.kind === "delete") return [];
    const secret = managedSecret(action.desired);
    return secret === undefined ? [] : [{ secret, time: timeOrNull(action.live.updatedAt) }];
  });
  const waysOut = [...groupBy(rotated, ({ secret }) => secret.ref)].map(([ref, of]) => {
    const since = of.flatMap(({ time }) => time ?? []);
    return unrecordedWayOut(ref, since);
  });
  const title = `${options.palette.warning("Not recorded:")} ${unrecordedMessage}`;
  return renderActions(title, actions, waysOut, options);
}

function actionLine(action: Action, options: TextOptions): string {
  const { palette } = options;
  const { scope, url, hookId } = actionTarget(action);
  return [
    showScope(scope, palette),
    padCell(action.kind, 6),
    sanitize(url.show(options.showUrls)),
    ...(hookId === null ? [] : [showHookId(scope, hookId, options)]),
    ...(action.position === undefined ? [] : [palette.muted(showPlace(action.position))]),
  ].join("  ");
}

/** The last line of a run: `Applied 3, failed 1, not attempted 0.` What is not zero stands out. */
export function renderTotals(
  palette: Palette,
  totals: readonly (readonly [words: string, count: number, style?: keyof Styles])[],
): string {
  const parts = totals.map(([words, count, style]) => {
    const text = `${words} ${count}`;
    return count === 0 || style === undefined ? text : palette[style](text);
  });
  return `${parts.join(", ")}.`;
}
