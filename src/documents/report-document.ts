import type { HookfleetError } from "../model/errors.ts";
import type { Wait } from "../model/estimate.ts";
import { hookSettingsUrl } from "../model/hook-link.ts";
import type { ActionOutcome, ApplyEvent, ApplyReport } from "../model/outcome.ts";
import type { ActionDocument, DiagnosticDocument } from "../model/plan-document.ts";
import { diagnosticDocument } from "./diagnostic-document.ts";
import { showTime } from "./format.ts";
import { describeBlockedAction } from "./messages/blocked-messages.ts";
import { actionDocument, type ShowOptions } from "./plan-document.ts";
import { type VerificationDocument, verificationDocument } from "./verification-document.ts";

/** How the actions of a run ended, under the names that its document has for that. */
export interface ReportSummary {
  readonly applied: number;
  readonly failed: number;
  readonly not_attempted: number;
  /** Hooks that were written and whose secret is not proved; only where secrets were looked at. */
  readonly unproved?: number;
}

export function reportSummary(report: ApplyReport): ReportSummary {
  const verdicts = report.outcomes.flatMap((outcome) =>
    outcome.status === "not_attempted" ? [] : (outcome.verification?.verdict ?? []),
  );
  const unproved = verdicts.filter((verdict) => verdict !== "proved").length;
  const count = (status: keyof ReportSummary): number =>
    report.outcomes.filter((outcome) => outcome.status === status).length;
  return {
    applied: count("applied"),
    failed: count("failed"),
    not_attempted: count("not_attempted"),
    ...(verdicts.length === 0 ? {} : { unproved }),
  };
}

export interface ErrorDocument {
  readonly code: string;
  readonly message: string;
  readonly help: string | null;
}

type OutcomeVerificationDocument = Omit<
  VerificationDocument,
  "scope" | "url" | "secret_ref" | "sound"
>;

/** An action and how it ended; `hook_id` is that of the new hook where one was created. */
interface OutcomeDocument extends ActionDocument {
  readonly status: ActionOutcome["status"];
  readonly error: ErrorDocument | null;
  /** Only where a rotation is done that GitHub does not record. */
  readonly unrecorded?: true;
  /** What was found of the secret; only where it was looked at. */
  readonly verification?: OutcomeVerificationDocument;
}

/** What happened, as `schemas/report.schema.json` describes it. */
export interface ReportDocument {
  readonly format: "hookfleet.report/1";
  /** Why nothing was attempted; absent where the run was not refused. */
  readonly refused?: readonly DiagnosticDocument[];
  readonly summary: ReportSummary;
  readonly actions: readonly OutcomeDocument[];
}

/** A report as plain data for {@link renderJson}, in the order of the plan's actions. */
export function reportDocument(report: ApplyReport, options: ShowOptions): ReportDocument {
  return {
    format: "hookfleet.report/1",
    ...(report.refused === undefined ? {} : { refused: report.refused.map(diagnosticDocument) }),
    summary: reportSummary(report),
    actions: report.outcomes.map((outcome) => ({
      ...actionDocument(outcome.action, options),
      ...(outcome.status === "applied" ? writtenHook(outcome, options) : {}),
      status: outcome.status,
      error: outcomeError(outcome),
      ...(outcome.status === "applied" && outcome.isUnrecorded === true
        ? { unrecorded: true }
        : {}),
      ...verificationOf(outcome, options),
    })),
  };
}

/** The hook that is there now; a create has given it its id. */
function writtenHook(
  { action, hookId }: Extract<ActionOutcome, { status: "applied" }>,
  { apiUrl }: ShowOptions,
): Pick<ActionDocument, "html_url"> & { readonly hook_id: number } {
  return { hook_id: hookId, html_url: hookSettingsUrl(action.scope, hookId, apiUrl) };
}

function verificationOf(
  outcome: ActionOutcome,
  options: ShowOptions,
): { readonly verification?: OutcomeVerificationDocument } {
  if (outcome.status === "not_attempted" || outcome.verification === undefined) return {};
  const { hook_id, html_url, verdict, reason, receiver, delivered_at, rule } = verificationDocument(
    outcome.verification,
    options,
  );
  return { verification: { hook_id, html_url, verdict, reason, receiver, delivered_at, rule } };
}

export function errorDocument({
  code,
  message,
  help,
}: Pick<HookfleetError, "code" | "message" | "help">): ErrorDocument {
  return { code, message, help: help ?? null };
}

/** Why an action did not end applied, as data; null where it did. */
export function outcomeError(outcome: ActionOutcome): ErrorDocument | null {
  switch (outcome.status) {
    case "applied":
      return null;
    case "failed":
      return errorDocument(outcome.error);
    case "not_attempted": {
      const { action, reason } = outcome;
      const help = describeBlockedAction(action)?.wayOut ?? null;
      return { code: action.blocked ?? "not-attempted", message: reason, help };
    }
    default:
      return outcome satisfies never;
  }
}

/** One line of `apply --events`: what happened, and to which action of the plan. */
export type EventDocument =
  | {
      readonly type: "version";
      readonly format: "hookfleet.events/1";
      readonly tool_version: string;
    }
  | {
      readonly type: "action_started" | "action_applied" | "action_failed" | "action_not_attempted";
      /** The action's place in the plan, from 0. */
      readonly index: number;
      readonly action: ActionDocument;
      /** Of the hook that was created or changed; only behind `action_applied`. */
      readonly hook_id?: number;
      readonly html_url?: string | null;
      /** Why not; behind `action_failed` and `action_not_attempted`. */
      readonly error?: ErrorDocument | null;
    }
  | {
      readonly type: "waiting";
      readonly seconds: number;
      readonly reason: string;
      /** When the wait is over, in UTC. */
      readonly until: string;
      /** Whose limit it is, where there are several. */
      readonly owner?: string;
    }
  | {
      readonly type: "summary";
      /** Why nothing was attempted; absent where the run was not refused. */
      readonly refused?: readonly DiagnosticDocument[];
      readonly applied: number;
      readonly failed: number;
      readonly not_attempted: number;
      readonly unproved?: number;
    };

function finished(index: number, outcome: ActionOutcome, options: ShowOptions): EventDocument {
  const action = actionDocument(outcome.action, options);
  switch (outcome.status) {
    case "applied":
      return { type: "action_applied", index, action, ...writtenHook(outcome, options) };
    case "failed":
      return { type: "action_failed", index, action, error: outcomeError(outcome) };
    case "not_attempted":
      return { type: "action_not_attempted", index, action, error: outcomeError(outcome) };
    default:
      return outcome satisfies never;
  }
}

/** What the applier tells, as a line of the event stream. URLs are masked. */
export function eventDocument(
  event: ApplyEvent,
  options: Pick<ShowOptions, "apiUrl">,
): EventDocument {
  const { index } = event;
  const { apiUrl } = options;
  return event.type === "action_started"
    ? { type: "action_started", index, action: actionDocument(event.action, { apiUrl }) }
    : finished(index, event.outcome, { apiUrl });
}

/** A wait for one of GitHub's limits, as a line of the event stream. */
export function waitingEvent(wait: Wait & { readonly seconds: number }): EventDocument {
  const { seconds, reason, until, owner } = wait;
  const whose = owner === undefined ? {} : { owner };
  return { type: "waiting", seconds, reason, until: showTime(until), ...whose };
}

/** The last line of the event stream. */
export function summaryEvent(report: ApplyReport): EventDocument {
  const { refused } = report;
  const why = refused === undefined ? {} : { refused: refused.map(diagnosticDocument) };
  return { type: "summary", ...why, ...reportSummary(report) };
}
