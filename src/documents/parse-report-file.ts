import { HookfleetError } from "../model/errors.ts";
import {
  countsHold,
  optional,
  orNull,
  readEnvelope,
  type SavedFormat,
  type Shape,
  shaped,
} from "../plan/saved/parse-saved-file.ts";
import type { ReportDocument } from "./report-document.ts";

const saved: SavedFormat = {
  format: "hookfleet.report/1",
  name: "a report",
  codes: { other: "not-a-report", version: "report-format" },
  command: "hookfleet apply plan.json --auto-approve --out report.json",
};
const statuses = ["applied", "failed", "not_attempted"] as const;

const said: Shape = { "code message": "string" };

const hasShape = shaped({
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
  const value = readEnvelope(text, file, saved);
  // Its shape is checked in the next line, before anything is done with it.
  const report = value as unknown as ReportDocument;
  const isWhole = hasShape(value);
  const found = isWhole ? report.actions.map(({ status }) => status) : [];
  if (!isWhole || !countsHold(report.summary, found, statuses))
    throw new HookfleetError("not-a-report", `${file} is damaged: its parts do not fit`, {
      help: `To save it again, run \`${saved.command}\`.`,
    });
  return report;
}
