import { compareStrings } from "../model/compare-strings.ts";
import type { SourcePosition } from "../model/diagnostic.ts";

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
