import { compareStrings } from "./compare-strings.ts";

/** A place in a file of the user's: 1-based line and column. */
export interface SourcePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * A problem as data. The code is stable and kebab-case; sentence and frame hold nothing that could
 * be a secret, because it was masked when the diagnostic was made.
 */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly code: string;
  /** What is wrong, as one sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly help?: string | undefined;
  readonly position?: SourcePosition | undefined;
  /** The lines around the position with a caret, already masked. */
  readonly frame?: string | undefined;
  /** The scope it is about, where it is about one. */
  readonly scope?: string | undefined;
  /** The scopes it is about, where they are several; the sentence may name only some of them. */
  readonly scopes?: readonly string[] | undefined;
  /** Further places that belong to it, such as the first of two hooks that contradict. */
  readonly related?: readonly SourcePosition[] | undefined;
}

/** Orders places by file, line and column; what has no place comes first. */
export function comparePositions(
  left: SourcePosition | undefined,
  right: SourcePosition | undefined,
): number {
  if (left === undefined || right === undefined)
    return Number(left !== undefined) - Number(right !== undefined);
  return (
    compareStrings(left.file, right.file) || left.line - right.line || left.column - right.column
  );
}

export function errorsOf(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === "error");
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}
