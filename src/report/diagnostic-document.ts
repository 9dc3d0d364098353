import type { Diagnostic, SourcePosition } from "../model/diagnostic.ts";

export interface PositionDocument {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A diagnostic as it stands in JSON. A key that does not apply is absent. */
export interface DiagnosticDocument {
  readonly severity: "error" | "warning";
  readonly code: string;
  readonly message: string;
  readonly help?: string;
  readonly scope?: string;
  readonly source?: PositionDocument;
  readonly related?: readonly PositionDocument[];
}

export function diagnosticDocument(diagnostic: Diagnostic): DiagnosticDocument {
  const { severity, code, message, help, scope, position, related = [] } = diagnostic;
  return {
    severity,
    code,
    message,
    ...(help === undefined ? {} : { help }),
    ...(scope === undefined ? {} : { scope }),
    ...(position === undefined ? {} : { source: positionDocument(position) }),
    ...(related.length === 0 ? {} : { related: related.map(positionDocument) }),
  };
}

export function positionDocument({ file, line, column }: SourcePosition): PositionDocument {
  return { file, line, column };
}
