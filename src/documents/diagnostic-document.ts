import { compareStrings } from "../model/compare-strings.ts";
import type { Diagnostic, SourcePosition } from "../model/diagnostic.ts";
import type { DiagnosticDocument, PositionDocument } from "../model/plan-document.ts";

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

export interface DiagnosticCounts {
  readonly errors: number;
  readonly warnings: number;
}

export function countDiagnostics(diagnostics: readonly Diagnostic[]): DiagnosticCounts {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  return { errors, warnings: diagnostics.length - errors };
}

export function diagnosticDocument(diagnostic: Diagnostic): DiagnosticDocument {
  const { severity, code, message, help, scope, scopes, position, related = [] } = diagnostic;
  return {
    severity,
    code,
    message,
    ...(help === undefined ? {} : { help }),
    ...(scope === undefined ? {} : { scope }),
    ...(scopes === undefined ? {} : { scopes }),
    ...(position === undefined ? {} : { source: positionDocument(position) }),
    ...(related.length === 0 ? {} : { related: related.map(positionDocument) }),
  };
}

export function positionDocument({ file, line, column }: SourcePosition): PositionDocument {
  return { file, line, column };
}
