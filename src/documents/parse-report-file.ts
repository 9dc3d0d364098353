import { HookfleetError } from "../model/errors.ts";
import type { ReportDocument } from "../model/generated/documents.ts";
import {
  countsHold,
  documentShaped,
  optional,
  orNull,
  readEnvelope,
  type SavedFormat,
  type Shape,
} from "../plan/saved/parse-saved-file.ts";

const saved: SavedFormat = {
  format: "hookfleet.report/1",
  name: "a report",
  codes: { other: "not-a-report", version: "report-format" },
  command: "hookfleet apply plan.json --auto-approve --out report.json",
};
const statuses = ["applied", "failed", "not_attempted"] as const;

const said: Shape = { "code message": "string" };

const isReport = documentShaped<ReportDocument>({
  summary: {},
  refused: optional([said]),
  actions: [
    {
      "kind scope url": "string",
      status: (value) => statuses.some((status) => status === value),
      hook_id: "number|null",
      error: orNull(said),
    },
  ],
});

/**
 * Reads what `hookfleet apply --out report.json` saved, or `--format json` printed.
 *
 * @param file how the file is called in the error
 * @throws HookfleetError `not-a-report`, `report-format`
 */
export function parseReportFile(text: string, file: string): ReportDocument {
  const report: unknown = readEnvelope(text, file, saved);
  const statusesOf = ({ actions }: ReportDocument) => actions.map(({ status }) => status);
  if (isReport(report) && countsHold(report.summary, statusesOf(report), statuses)) return report;
  throw new HookfleetError("not-a-report", `${file} is damaged: its parts do not fit`, {
    help: `To save it again, run \`${saved.command}\`.`,
  });
}
