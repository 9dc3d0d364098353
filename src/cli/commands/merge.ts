import { mergePlans, renderJson, renderPlanDocument } from "../../index.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import type { OutputOptions } from "../options.ts";
import { palettes } from "../palettes.ts";
import { readPlanText } from "../read-plan-file.ts";
import { writeFileWhole } from "../write-file-whole.ts";

export interface MergeOptions extends OutputOptions {
  readonly out?: string;
}

/** `hookfleet merge`: parts of a plan → one plan. Exits as a plan of the whole would. */
export function merge(paths: readonly string[], options: MergeOptions, io: Io): number {
  const plans = paths.map((path) => readPlanText(path, io));
  const merged = mergePlans(plans);
  const text = `${renderJson(merged)}\n`;
  if (options.out !== undefined) writeFileWhole(options.out, text, io);
  const palette = palettes(options, io).out;
  io.stdout.write(
    options.format === "json" ? text : `${renderPlanDocument(merged, { palette })}\n`,
  );
  const refused =
    !merged.complete ||
    merged.summary.blocked > 0 ||
    merged.diagnostics.some(({ severity }) => severity === "error");
  return refused ? exitCodes.failed : exitCodes.ok;
}
