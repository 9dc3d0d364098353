import type { PlanSummary } from "../../model/plan-document.ts";
import type { Palette, Style } from "../text/palette.ts";

/**
 * The last line of a text plan. Its first sentence always has the same four counts, for scripts that
 * look for it; what else there is follows where it is not zero.
 */
export function renderClosingLine(summary: PlanSummary, palette: Palette): string {
  const kind = (count: number, words: string, style: Style): string =>
    count === 0 ? `${count} ${words}` : style(`${count} ${words}`);
  const kinds = [
    kind(summary.create, "to create", palette.create),
    kind(summary.update, "to update", palette.update),
    kind(summary.config_patch, "to config-patch", palette.patch),
    kind(summary.delete, "to delete", palette.remove),
  ];
  const others = [
    summary.blocked === 0 ? undefined : palette.blocked(`${summary.blocked} blocked`),
    ...(["unchanged", "unmanaged", "ignored", "assumed"] as const).map((name) =>
      summary[name] === 0 ? undefined : `${summary[name]} ${name}`,
    ),
  ].filter((text) => text !== undefined);
  const sentence = `${palette.strong("Plan:")} ${kinds.join(", ")}.`;
  return others.length === 0 ? sentence : `${sentence} ${others.join(", ")}.`;
}
