import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Palette } from "../../render/text/palette.ts";
import { renderDiagnostics } from "../../render/text/render-diagnostics.ts";
import type { Io } from "../io.ts";

/** What stands beside a result that is there all the same, on stderr. True where an error is among it. */
export function tellProblems(
  problems: readonly Diagnostic[],
  options: { readonly palette: Palette; readonly quiet: boolean },
  io: Io,
): boolean {
  const shown = problems.filter(({ severity }) => severity === "error" || !options.quiet);
  if (shown.length > 0) {
    const { columns: width } = io.stderr;
    io.stderr.write(`${renderDiagnostics(shown, { palette: options.palette, width })}\n`);
  }
  return problems.some(({ severity }) => severity === "error");
}
