import type { ActionOutcome, ApplyReport } from "../../model/outcome.ts";
import type { ActionDocument, DiagnosticDocument } from "../../model/plan-document.ts";
import {
  type VerificationDocument,
  verificationDocument,
} from "../verification/verification-document.ts";
import { blockedWords } from "../words/blocked-words.ts";
import { actionDocument } from "./action-document.ts";
import { diagnosticDocument } from "./diagnostic-document.ts";
import { type ReportSummary, reportSummary } from "./report-summary.ts";

export interface ErrorDocument {
  readonly code: string;
  readonly message: string;
  readonly help: string | null;
}

type OutcomeVerificationDocument = Pick<
  VerificationDocument,
  "hook_id" | "verdict" | "reason" | "delivered_at" | "receiver" | "rule"
>;

/** An action and how it ended; `hook_id` is that of the new hook where one was created. */
interface OutcomeDocument extends ActionDocument {
  readonly status: ActionOutcome["status"];
  readonly error: ErrorDocument | null;
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
export function reportDocument(
  report: ApplyReport,
  options: { readonly showUrls?: boolean } = {},
): ReportDocument {
  return {
    format: "hookfleet.report/1",
    ...(report.refused === undefined ? {} : { refused: report.refused.map(diagnosticDocument) }),
    summary: reportSummary(report),
    actions: report.outcomes.map((outcome) => ({
      ...actionDocument(outcome.action, { showUrls: options.showUrls ?? false }),
      ...(outcome.status === "applied" ? { hook_id: outcome.hookId } : {}),
      status: outcome.status,
      error: outcomeError(outcome),
      ...verificationOf(outcome),
    })),
  };
}

function verificationOf(outcome: ActionOutcome): {
  readonly verification?: OutcomeVerificationDocument;
} {
  if (outcome.status === "not_attempted" || outcome.verification === undefined) return {};
  const { hook_id, verdict, reason, delivered_at, receiver, rule } = verificationDocument(
    outcome.verification,
    {},
  );
  return { verification: { hook_id, verdict, reason, receiver, delivered_at, rule } };
}

/** Why an action did not end applied, as data; null where it did. */
export function outcomeError(outcome: ActionOutcome): ErrorDocument | null {
  switch (outcome.status) {
    case "applied":
      return null;
    case "failed": {
      const { code, message, help } = outcome.error;
      return { code, message, help: help ?? null };
    }
    case "not_attempted": {
      const { action, reason } = outcome;
      const { blocked } = action;
      return {
        code: blocked ?? "not-attempted",
        message: reason,
        help: blocked === null ? null : blockedWords(action, blocked).wayOut,
      };
    }
    default:
      return outcome satisfies never;
  }
}
