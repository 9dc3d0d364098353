import type { Diagnostic } from "../../model/diagnostic.ts";
import {
  type RenderDiagnosticsOptions,
  renderDiagnostics,
} from "../diagnostics/render-diagnostics.ts";

/** What a reviewer must not miss, errors first; empty where there is nothing. */
export function renderReview(
  diagnostics: readonly Diagnostic[],
  options: RenderDiagnosticsOptions,
): string {
  if (diagnostics.length === 0) return "";
  const sorted = diagnostics.toSorted(
    (left, right) => Number(right.severity === "error") - Number(left.severity === "error"),
  );
  const heading = options.palette.strong("── Look at this first");
  return `${heading}\n\n${renderDiagnostics(sorted, options)}`;
}
