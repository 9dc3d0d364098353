import type { HookfleetError } from "../model/errors.ts";
import type {
  ErrorDocument,
  OutcomeDocument,
  ReportDocument,
} from "../model/generated/documents.ts";
import { countBy } from "../model/group-by.ts";
import { hookSettingsUrl } from "../model/hook-link.ts";
import type { ActionOutcome, ApplyReport } from "../model/outcome.ts";
import type { ActionDocument } from "../model/plan-document.ts";
import { diagnosticDocument } from "./diagnostic-document.ts";
import { describeBlockedAction } from "./messages/blocked-messages.ts";
import { actionDocument, type ShowOptions } from "./plan-document.ts";
import { verificationDocument } from "./verification-document.ts";

/** How the actions of a run ended, under the names that its document has for that. */
export type ReportSummary = ReportDocument["summary"];

export type OutcomeVerificationDocument = NonNullable<OutcomeDocument["verification"]>;

export function reportSummary({ outcomes }: ApplyReport): ReportSummary {
  const verdicts = outcomes.flatMap(({ verification }) => verification?.verdict ?? []);
  const unproved = verdicts.filter((verdict) => verdict !== "proved").length;
  const count = countBy(outcomes, ({ status }) => status);
  return {
    applied: count("applied"),
    failed: count("failed"),
    not_attempted: count("not_attempted"),
    ...(verdicts.length === 0 ? {} : { unproved }),
  };
}

/**
 * A report as plain data for `JSON.stringify`, in the order of the plan's actions. Never throws.
 *
 * @param report what `applyPlan` gave
 * @param options whether URLs are shown, and whose hooks they are
 */
export function reportDocument(report: ApplyReport, options: ShowOptions): ReportDocument {
  return {
    format: "hookfleet.report/1",
    ...refusedDocument(report),
    summary: reportSummary(report),
    actions: report.outcomes.map((outcome) => ({
      ...actionDocument(outcome.action, options),
      ...(outcome.status === "applied" ? writtenHook(outcome, options) : {}),
      status: outcome.status,
      error: outcomeErrorDocument(outcome),
      ...(outcome.status === "applied" && outcome.isUnrecorded === true
        ? { unrecorded: true }
        : {}),
      ...verificationOf(outcome, options),
    })),
  };
}

export function refusedDocument({ refused }: ApplyReport): Pick<ReportDocument, "refused"> {
  return refused === undefined ? {} : { refused: refused.map(diagnosticDocument) };
}

/** The hook that is there now; a create has given it its id. */
export function writtenHook(
  { action, hookId }: Extract<ActionOutcome, { status: "applied" }>,
  { apiUrl }: ShowOptions,
): Pick<ActionDocument, "html_url"> & { readonly hook_id: number } {
  return { hook_id: hookId, html_url: hookSettingsUrl(action.scope, hookId, apiUrl) };
}

function verificationOf(
  outcome: ActionOutcome,
  options: ShowOptions,
): { readonly verification?: OutcomeVerificationDocument } {
  const { verification: found } = outcome;
  if (found === undefined) return {};
  // The action says the rest.
  const { scope, url, secret_ref, sound, ...verification } = verificationDocument(found, options);
  return { verification: { ...verification, hook_id: found.hookId } };
}

export function errorDocument({
  code,
  message,
  help,
}: Pick<HookfleetError, "code" | "message" | "help">): ErrorDocument {
  return { code, message, help: help ?? null };
}

/** Why an action did not end applied, as data; null where it did. */
export function outcomeErrorDocument(outcome: ActionOutcome): ErrorDocument | null {
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
