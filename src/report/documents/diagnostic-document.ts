import type { Diagnostic, SourcePosition } from "../../model/diagnostic.ts";
import type { DiagnosticDocument, PositionDocument } from "../../model/plan-document.ts";

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
