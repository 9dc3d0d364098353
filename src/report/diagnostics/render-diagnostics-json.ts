import type { Diagnostic } from "../../model/diagnostic.ts";
import { diagnosticDocument } from "../documents/diagnostic-document.ts";
import { renderJson } from "../render-json.ts";
import { countDiagnostics } from "./count-diagnostics.ts";

/** `validate --format json`: one document with the counts and every diagnostic, in the order given. */
export function renderDiagnosticsJson(diagnostics: readonly Diagnostic[]): string {
  return renderJson({
    format: "hookfleet.diagnostics/1",
    summary: countDiagnostics(diagnostics),
    diagnostics: diagnostics.map(diagnosticDocument),
  });
}
