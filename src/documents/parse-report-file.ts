import { HookfleetError } from "../model/errors.ts";
import { isObject, readEnvelope, type SavedFormat } from "../plan/saved/read-envelope.ts";
import type { ReportDocument } from "./report-document.ts";

const saved: SavedFormat = {
  format: "hookfleet.report/1",
  name: "a report",
  codes: { other: "not-a-report", version: "report-format" },
  command: "hookfleet apply plan.json --auto-approve --out report.json",
};
const statuses = ["applied", "failed", "not_attempted"] as const;

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isOutcome(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { status, error, hook_id: id } = value;
  const isError = isObject(error) && isText(error["code"]) && isText(error["message"]);
  return (
    ["kind", "scope", "url"].every((key) => isText(value[key])) &&
    (statuses as readonly unknown[]).includes(status) &&
    (id === null || typeof id === "number") &&
    (error === null || isError)
  );
}

function isReport(value: Readonly<Record<string, unknown>>): boolean {
  const { summary, actions, refused = [] } = value;
  return (
    isObject(summary) &&
    Array.isArray(refused) &&
    refused.every((why) => isObject(why) && isText(why["code"]) && isText(why["message"])) &&
    Array.isArray(actions) &&
    actions.every(isOutcome) &&
    statuses.every(
      (status) => summary[status] === actions.filter((outcome) => outcome.status === status).length,
    )
  );
}

/**
 * Reads what `hookfleet apply --out report.json` saved, or `--format json` printed.
 *
 * @param file how the file is called in the error
 * @throws HookfleetError `not-a-report`, `report-format`
 */
export function parseReportFile(text: string, file: string): ReportDocument {
  const value = readEnvelope(text, file, saved);
  if (!isReport(value))
    throw new HookfleetError("not-a-report", `${file} is damaged: its parts do not fit`, {
      help: `Save one with \`${saved.command}\`.`,
    });
  // Its shape has just been checked.
  return value as unknown as ReportDocument;
}
