import type { Diagnostic } from "../model/diagnostic.ts";
import { countDiagnostics } from "./count-diagnostics.ts";
import { diagnosticDocument } from "./diagnostic-document.ts";
import { renderJson } from "./render-json.ts";

/** `validate --format json`: one document with the counts and every diagnostic, in the order given. */
export function renderDiagnosticsJson(diagnostics: readonly Diagnostic[]): string {
  return renderJson({
    format: "hookfleet.diagnostics/1",
    summary: countDiagnostics(diagnostics),
    diagnostics: diagnostics.map(diagnosticDocument),
  });
}
