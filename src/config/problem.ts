import type { SourcePosition } from "../model/diagnostic.ts";
import type { DiagnosticCode } from "./diagnostic-codes.ts";

/** A finding before it gets its severity and its frame. Its texts hold nothing secret. */
export interface Problem {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly help?: string | undefined;
  readonly at: SourcePosition | undefined;
  readonly related?: readonly SourcePosition[] | undefined;
}

/** Takes the findings of a step; order does not matter, they are sorted in the end. */
export type Report = (problem: Problem) => void;
