import { compareStrings } from "../model/compare-strings.ts";
import type { Diagnostic, SourcePosition } from "../model/diagnostic.ts";
import { type DiagnosticCode, diagnosticCodes } from "./diagnostic-codes.ts";
import type { RenderFrame } from "./frames/render-frame.ts";

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

/** Orders places by file, line and column; what has no place comes first. */
export function comparePositions(
  left: SourcePosition | undefined,
  right: SourcePosition | undefined,
): number {
  if (left === undefined || right === undefined) {
    return Number(left !== undefined) - Number(right !== undefined);
  }
  return (
    compareStrings(left.file, right.file) || left.line - right.line || left.column - right.column
  );
}

/** Gives a problem its severity and its frame. */
export function toDiagnostic(problem: Problem, frame: RenderFrame): Diagnostic {
  const related = (problem.related ?? [])
    .toSorted(comparePositions)
    .filter((place, index, all) => index === 0 || comparePositions(all[index - 1], place) !== 0);
  return {
    severity: diagnosticCodes.get(problem.code)?.severity ?? "error",
    code: problem.code,
    message: problem.message,
    help: problem.help,
    position: problem.at,
    frame: problem.at && frame(problem.at),
    ...(related.length === 0 ? {} : { related }),
  };
}

/**
 * Sorts problems by place and code, and makes diagnostics of them. One that was found on several
 * ways (an anchor used twice, a template checked for each of its uses) is told once, with all the
 * places that belong to it.
 */
export function finishDiagnostics(
  problems: readonly Problem[],
  frame: RenderFrame,
): readonly Diagnostic[] {
  const sorted = problems.toSorted(
    (left, right) =>
      comparePositions(left.at, right.at) ||
      compareStrings(left.code, right.code) ||
      compareStrings(left.message, right.message),
  );
  const merged: { readonly problem: Problem; readonly related: SourcePosition[] }[] = [];
  for (const problem of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && isSame(last.problem, problem)) {
      for (const place of problem.related ?? []) last.related.push(place);
    } else merged.push({ problem, related: [...(problem.related ?? [])] });
  }
  return merged.map(({ problem, related }) => toDiagnostic({ ...problem, related }, frame));
}

function isSame(left: Problem, right: Problem): boolean {
  return (
    left.code === right.code &&
    left.message === right.message &&
    comparePositions(left.at, right.at) === 0
  );
}
