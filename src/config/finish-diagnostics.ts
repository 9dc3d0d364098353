import { compareStrings } from "../model/compare-strings.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { comparePositions } from "./compare-positions.ts";
import { diagnosticCodes } from "./diagnostic-codes.ts";
import type { Problem } from "./problem.ts";
import type { RenderFrame } from "./render-frame.ts";

/** Gives a problem its severity and its frame. */
export function toDiagnostic(problem: Problem, frame: RenderFrame): Diagnostic {
  const related = problem.related ?? [];
  return {
    severity: diagnosticCodes.get(problem.code)?.severity ?? "error",
    code: problem.code,
    message: problem.message,
    help: problem.help,
    position: problem.at,
    frame: problem.at && frame(problem.at),
    ...(related.length === 0 ? {} : { related: related.toSorted(comparePositions) }),
  };
}

/**
 * Sorts problems by place and code, drops those that were found on several ways (an anchor used
 * twice, a template checked for each of its uses), and makes diagnostics of them.
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
  return sorted
    .filter((problem, index) => {
      const before = sorted[index - 1];
      return (
        before === undefined ||
        before.code !== problem.code ||
        before.message !== problem.message ||
        comparePositions(before.at, problem.at) !== 0
      );
    })
    .map((problem) => toDiagnostic(problem, frame));
}
