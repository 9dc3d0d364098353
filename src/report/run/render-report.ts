import type { ActionOutcome, ApplyReport } from "../../model/outcome.ts";
import type { Action } from "../../model/plan.ts";
import { scopeName } from "../../model/scope.ts";
import { actionTarget } from "../documents/action-target.ts";
import { reportSummary } from "../documents/report-summary.ts";
import { clampWidth } from "../text/clamp-width.ts";
import { padCell } from "../text/pad-cell.ts";
import type { Palette } from "../text/palette.ts";
import { sanitise } from "../text/sanitise.ts";
import { sanitiseLines } from "../text/sanitise-lines.ts";
import { sanitiseProse } from "../text/sanitise-prose.ts";
import { showPlace } from "../text/show-place.ts";
import { showTime } from "../text/show-time.ts";
import { wrapProse } from "../text/wrap-prose.ts";
import { blockedWords } from "../words/blocked-words.ts";
import { unrecordedWayOut, unrecordedWords } from "../words/rotation-words.ts";

export interface RenderReportOptions {
  readonly palette: Palette;
  readonly showUrls?: boolean;
  /** Columns to wrap sentences at; URLs are never broken. Default 80. */
  readonly width?: number;
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
export function renderReport(report: ApplyReport, options: RenderReportOptions): string {
  const failed = report.outcomes.filter((outcome) => outcome.status === "failed");
  const waiting = report.outcomes.filter((outcome) => outcome.status === "not_attempted");
  const unrecorded = report.outcomes
    .filter((outcome) => outcome.status === "applied")
    .filter(({ isUnrecorded }) => isUnrecorded === true);
  return [
    ...(unrecorded.length === 0 ? [] : [renderUnrecorded(unrecorded, options)]),
    ...(failed.length === 0 ? [] : [renderFailed(failed, options)]),
    ...byReason(waiting).map(([reason, outcomes]) => renderWaiting(reason, outcomes, options)),
    renderSummary(report, options.palette),
  ].join("\n\n");
}

function renderFailed(outcomes: readonly Failed[], options: RenderReportOptions): string {
  const { palette } = options;
  const lines = outcomes.flatMap(({ action, error }) => {
    const [first = "", ...rest] = sanitiseLines(error.message);
    return [
      `  ${palette.error("✗")} ${actionLine(action, options)}`,
      `      ${palette.error(`${sanitise(error.code)}:`)} ${first}`,
      ...rest.filter((line) => line !== "").map((line) => `      ${line}`),
      ...(error.help === undefined ? [] : wayOut(error.help, 6, options)),
    ];
  });
  return [palette.error("Failed"), ...lines].join("\n");
}

function renderUnrecorded(outcomes: readonly Applied[], options: RenderReportOptions): string {
  const { palette } = options;
  const since = new Map<string, string[]>();
  for (const { action } of outcomes) {
    if (action.kind === "create" || action.kind === "delete") continue;
    const { desired, live } = action;
    if (desired.secret.kind !== "managed") continue;
    const { ref } = desired.secret.secret;
    since.set(ref, [...(since.get(ref) ?? []), showTime(live.updatedAt)]);
  }
  return [
    `${palette.warning("Not recorded:")} ${unrecordedWords}`,
    ...outcomes.map(({ action }) => `  ${palette.muted("-")} ${actionLine(action, options)}`),
    ...[...since].flatMap(([ref, times]) => wayOut(unrecordedWayOut(ref, times), 2, options)),
  ].join("\n");
}

export function wayOut(
  sentence: string,
  indentation: number,
  { palette, width }: RenderReportOptions,
): readonly string[] {
  const indent = " ".repeat(indentation);
  return wrapProse(sanitiseProse(sentence), {
    first: `${indent}${palette.strong("→")} `,
    rest: `${indent}  `,
    width: clampWidth(width),
  });
}

/** In the order in which each reason first comes up. */
function byReason(
  outcomes: readonly NotAttempted[],
): readonly (readonly [string, readonly NotAttempted[]])[] {
  const groups = new Map<string, NotAttempted[]>();
  for (const outcome of outcomes) {
    const { blocked } = outcome.action;
    const reason = blocked === null ? outcome.reason : `blocked as ${blocked}`;
    const group = groups.get(reason) ?? [];
    group.push(outcome);
    groups.set(reason, group);
  }
  return [...groups];
}

function renderWaiting(
  reason: string,
  outcomes: readonly NotAttempted[],
  options: RenderReportOptions,
): string {
  const { palette } = options;
  const waysOut = outcomes.flatMap(({ action }) =>
    action.blocked === null ? [] : [blockedWords(action, action.blocked).wayOut],
  );
  return [
    `${palette.warning("Not attempted:")} ${sanitiseProse(reason)}`,
    ...outcomes.map(({ action }) => `  ${palette.muted("-")} ${actionLine(action, options)}`),
    ...[...new Set(waysOut)].flatMap((sentence) => wayOut(sentence, 2, options)),
  ].join("\n");
}

export function actionLine(action: Action, options: RenderReportOptions): string {
  const { palette } = options;
  const { url, hookId } = actionTarget(action);
  return [
    palette.scope(sanitise(scopeName(action.scope))),
    padCell(action.kind, 6),
    sanitise(url.show(options.showUrls ?? false)),
    ...(hookId === null ? [] : [`#${hookId}`]),
    ...(action.position === undefined ? [] : [palette.muted(showPlace(action.position))]),
  ].join("  ");
}

function renderSummary(report: ApplyReport, palette: Palette): string {
  const { applied, failed, not_attempted: waiting } = reportSummary(report);
  const part = (count: number, text: string, style: keyof Palette): string =>
    count === 0 ? text : palette[style](text);
  return `${part(applied, `Applied ${applied}`, "success")}, ${part(failed, `failed ${failed}`, "error")}, ${part(waiting, `not attempted ${waiting}`, "warning")}.`;
}
