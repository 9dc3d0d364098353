import { HookfleetError } from "../model/errors.ts";
import type { ReportDocument } from "./report-document.ts";

const format = "hookfleet.report/1";
const statuses = ["applied", "failed", "not_attempted"] as const;

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

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
  const help = "Save one with `hookfleet apply plan.json --auto-approve --out report.json`.";
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new HookfleetError("not-a-report", `${file} is not JSON: it may be cut off`, { help });
  }
  if (!isObject(value) || !isText(value["format"]))
    throw new HookfleetError("not-a-report", `${file} is not a report of hookfleet`, { help });
  if (value["format"] === "hookfleet.diagnostics/1") {
    throw new HookfleetError("not-a-report", `${file} holds an error in place of a report`, {
      help: "`hookfleet apply` ended before it did anything, and the file says why.",
    });
  }
  if (value["format"] !== format) {
    const isForeign = !/^hookfleet\.report\//.test(value["format"]);
    const code = isForeign ? "not-a-report" : "report-format";
    throw new HookfleetError(code, `${file} is not in the format ${format}`, { help });
  }
  if (!isReport(value))
    throw new HookfleetError("not-a-report", `${file} is damaged: its parts do not fit`, { help });
  // Its shape has just been checked.
  return value as unknown as ReportDocument;
}
