import type { Diagnostic } from "../../model/diagnostic.ts";
import { countNoun } from "../text/count-noun.ts";
import type { Palette } from "../text/palette.ts";
import { countDiagnostics } from "./count-diagnostics.ts";

/** The line below a list of diagnostics: `2 errors, 1 warning.` */
export function renderDiagnosticCount(
  diagnostics: readonly Diagnostic[],
  options: { readonly palette: Palette },
): string {
  const { errors, warnings } = countDiagnostics(diagnostics);
  const parts = [
    errors === 0 ? undefined : options.palette.error(countNoun(errors, "error")),
    warnings === 0 ? undefined : options.palette.warning(countNoun(warnings, "warning")),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? "No problems." : `${parts.join(", ")}.`;
}
