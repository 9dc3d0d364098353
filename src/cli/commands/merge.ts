import { maskDocument } from "../../comments/publicity.ts";
import { hasErrors } from "../../model/diagnostic.ts";
import type { PlanDocument } from "../../model/plan-document.ts";
import { refuseOffline } from "../../plan/guards/guards.ts";
import { mergePlans } from "../../plan/saved/merge-plans.ts";
import { renderPlanDocument } from "../../render/text/render-report.ts";
import { exitCodes } from "../exit-codes.ts";
import type { FileFormat, ResultOptions } from "../options/options.ts";
import { planFormats } from "../output/formats.ts";
import { printResult } from "../output/print-result.ts";
import type { Session } from "../session.ts";
import { readPlanText } from "../steps/read-saved-file.ts";

/** `hookfleet merge`: parts of a plan → one plan. Exits as a plan of the whole would. */
export async function merge(
  session: Session<ResultOptions<FileFormat>>,
  paths: readonly string[],
): Promise<number> {
  // A part may have been printed with `--show-urls`; what is joined may be posted.
  const plans: PlanDocument[] = [];
  for (const path of paths) plans.push(maskDocument(await readPlanText(path, session)));
  for (const [index, part] of plans.entries()) refuseOffline(part, paths[index] ?? "");
  const merged = mergePlans(plans, session.options);
  printResult(session, {
    text: () => renderPlanDocument(merged, session.out),
    ...planFormats(() => merged),
  });
  const refused = !merged.complete || merged.summary.blocked > 0 || hasErrors(merged.diagnostics);
  return refused ? exitCodes.failed : exitCodes.ok;
}
