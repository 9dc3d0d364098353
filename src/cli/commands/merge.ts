import { maskDocument } from "../../comments/publicity.ts";
import type { PlanDocument } from "../../model/plan-document.ts";
import { refuseOffline } from "../../plan/guards/guard.ts";
import { mergePlans } from "../../plan/saved/merge-plans.ts";
import { renderPlanDocument } from "../../render/text/render-plan-document.ts";
import { exitCodes } from "../exit-codes.ts";
import { readPlanText } from "../fleet/read-saved-file.ts";
import type { Io } from "../io.ts";
import type { OutputOptions } from "../options/options.ts";
import { type FileFormat, fileFormat, formatPlan } from "../output/formats.ts";
import { writeFileWhole } from "../output/output-file.ts";
import { palettes } from "../terminal/palettes.ts";

export interface MergeOptions extends OutputOptions {
  readonly format: FileFormat | "text";
  readonly out: readonly string[];
}

/** `hookfleet merge`: parts of a plan → one plan. Exits as a plan of the whole would. */
export async function merge(
  paths: readonly string[],
  options: MergeOptions,
  io: Io,
): Promise<number> {
  const files = options.out.map((path) => ({ path, format: fileFormat(path) }));
  // A part may have been printed with `--show-urls`; what is joined may be posted.
  const plans: PlanDocument[] = [];
  for (const path of paths) plans.push(maskDocument(await readPlanText(path, io)));
  for (const [index, part] of plans.entries()) refuseOffline(part, paths[index] ?? "");
  const merged = mergePlans(plans);
  for (const { path, format } of files) writeFileWhole(path, formatPlan(merged, format), io);
  const palette = palettes(options, io).out;
  io.stdout.write(
    options.format === "text"
      ? `${renderPlanDocument(merged, { palette })}\n`
      : formatPlan(merged, options.format),
  );
  const refused =
    !merged.complete ||
    merged.summary.blocked > 0 ||
    merged.diagnostics.some(({ severity }) => severity === "error");
  return refused ? exitCodes.failed : exitCodes.ok;
}
