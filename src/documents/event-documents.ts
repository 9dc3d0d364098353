import type { Wait } from "../model/estimate.ts";
import { showTime } from "../model/format.ts";
import type { ApplyEvent, ApplyReport } from "../model/outcome.ts";
import { actionDocument, type ShowOptions } from "./plan-document.ts";
import {
  outcomeErrorDocument,
  refusedDocument,
  reportSummary,
  writtenHook,
} from "./report-document.ts";

/**
 * One line of `apply --events`: what happened, and to which action of the plan, by its place in it from 0.
 * Only one that was applied has the hook as it is now, only others why not. URLs are masked.
 */
export function eventDocument(event: ApplyEvent, { apiUrl }: Pick<ShowOptions, "apiUrl">) {
  const { type, index } = event;
  if (type === "action_started")
    return { type, index, action: actionDocument(event.action, { apiUrl }) };
  const { outcome } = event;
  return {
    type: `action_${outcome.status}`,
    index,
    action: actionDocument(outcome.action, { apiUrl }),
    ...(outcome.status === "applied"
      ? writtenHook(outcome, { apiUrl })
      : { error: outcomeErrorDocument(outcome) }),
  };
}

/** A wait for one of GitHub's limits, as a line of the event stream; of `owner` where there are several. */
export function waitingEvent(wait: Wait & { readonly seconds: number }) {
  const { seconds, reason, until, owner } = wait;
  const event = { type: "waiting", seconds, reason, until: showTime(until) };
  return owner === undefined ? event : { ...event, owner };
}

/** The last line of the event stream. */
export function summaryEvent(report: ApplyReport) {
  return { type: "summary", ...refusedDocument(report), ...reportSummary(report) };
}
