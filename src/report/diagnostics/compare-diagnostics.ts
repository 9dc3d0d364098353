import { compareStrings } from "../../model/compare-strings.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";

/** An order for lists of diagnostics that does not depend on the order they were found in. */
export function compareDiagnostics(left: Diagnostic, right: Diagnostic): number {
  return (
    compareStrings((left.scope ?? "").toLowerCase(), (right.scope ?? "").toLowerCase()) ||
    compareStrings(left.position?.file ?? "", right.position?.file ?? "") ||
    (left.position?.line ?? 0) - (right.position?.line ?? 0) ||
    (left.position?.column ?? 0) - (right.position?.column ?? 0) ||
    compareStrings(left.severity, right.severity) ||
    compareStrings(left.code, right.code) ||
    compareStrings(left.message, right.message)
  );
}
