import type { ActionOutcome, ApplyEvent, ApplyReport } from "../../model/outcome.ts";
import type { ActionDocument, DiagnosticDocument } from "../../model/plan-document.ts";
import type { Wait } from "../run/render-wait.ts";
import { showTime } from "../text/show-time.ts";
import { actionDocument } from "./action-document.ts";
import { diagnosticDocument } from "./diagnostic-document.ts";
import { type ErrorDocument, outcomeError } from "./report-document.ts";
import { reportSummary } from "./report-summary.ts";

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

function finished(index: number, outcome: ActionOutcome, action: ActionDocument): EventDocument {
  switch (outcome.status) {
    case "applied":
      return { type: "action_applied", index, action, hook_id: outcome.hookId };
    case "failed":
      return { type: "action_failed", index, action, error: outcomeError(outcome) };
    case "not_attempted":
      return { type: "action_not_attempted", index, action, error: outcomeError(outcome) };
    default:
      return outcome satisfies never;
  }
}

/** What the applier tells, as a line of the event stream. URLs are masked. */
export function eventDocument(event: ApplyEvent): EventDocument {
  const { index } = event;
  return event.type === "action_started"
    ? { type: "action_started", index, action: actionDocument(event.action, { showUrls: false }) }
    : finished(index, event.outcome, actionDocument(event.outcome.action, { showUrls: false }));
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
