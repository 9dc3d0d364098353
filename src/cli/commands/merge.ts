import { maskDocument } from "../../comments/publicity.ts";
import type { PlanDocument } from "../../model/plan-document.ts";
import { refuseOffline } from "../../plan/guards/guards.ts";
import { mergePlans } from "../../plan/saved/merge-plans.ts";
import { renderPlanDocument } from "../../render/text/render-report.ts";
import { exitCodes } from "../exit-codes.ts";
import type { FileFormat, OutFile } from "../options/out-option.ts";
import { formatPlan } from "../output/formats.ts";
import { writeFiles } from "../output/output-file.ts";
import type { Session } from "../session.ts";
import { readPlanText } from "../steps/read-saved-file.ts";

interface MergeOptions {
  readonly format: FileFormat | "text";
  readonly out: readonly OutFile[];
}

/** `hookfleet merge`: parts of a plan → one plan. Exits as a plan of the whole would. */
export async function merge(
  session: Session<MergeOptions>,
  paths: readonly string[],
): Promise<number> {
  const { format, out } = session.options;
  // A part may have been printed with `--show-urls`; what is joined may be posted.
  const plans: PlanDocument[] = [];
  for (const path of paths) plans.push(maskDocument(await readPlanText(path, session)));
  for (const [index, part] of plans.entries()) refuseOffline(part, paths[index] ?? "");
  const merged = mergePlans(plans);
  writeFiles(out, (each) => formatPlan(merged, each), session);
  session.stdout.write(
    format === "text" ? `${renderPlanDocument(merged, session.out)}\n` : formatPlan(merged, format),
  );
  const refused =
    !merged.complete ||
    merged.summary.blocked > 0 ||
    merged.diagnostics.some(({ severity }) => severity === "error");
  return refused ? exitCodes.failed : exitCodes.ok;
}
