import { compareStrings } from "../model/compare-strings.ts";
import { comparePositions, type Diagnostic, type SourcePosition } from "../model/diagnostic.ts";
import { type DiagnosticCode, diagnosticCodes } from "./diagnostic-codes.ts";
import type { Suggest } from "./suggest.ts";

/** A diagnostic before it gets its severity and its frame. Its texts hold nothing secret. */
export interface ConfigDiagnostic extends Pick<Diagnostic, "message" | "help" | "related"> {
  readonly code: DiagnosticCode;
  readonly at: SourcePosition | undefined;
  /** The variable that holds no value. */
  readonly unset?: string;
}

/** Takes the diagnostics of a step; order does not matter, they are sorted in the end. */
export type Report = (diagnostic: ConfigDiagnostic) => void;

export interface ConfigContext {
  readonly report: Report;
  readonly suggest: Suggest;
  /** False where a file is missing or broken, which may hold what others refer to. */
  readonly complete: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Follows the links of a path; undefined where no disk is looked at. */
  readonly resolveLinks: ((path: string) => string) | undefined;
}

export function inFileOrder<T extends { readonly position: SourcePosition }>(
  items: readonly T[],
): readonly T[] {
  return items.toSorted((left, right) => comparePositions(left.position, right.position));
}

export function toDiagnostic(
  { at, ...rest }: ConfigDiagnostic,
  frame: (position: SourcePosition) => string | undefined,
): Diagnostic {
  const related = (rest.related ?? [])
    .toSorted(comparePositions)
    .filter((place, index, all) => index === 0 || comparePositions(all[index - 1], place) !== 0);
  const { code, message, help } = rest;
  const severity = diagnosticCodes.get(code)?.severity ?? "error";
  const places = related.length === 0 ? {} : { related };
  return { severity, code, message, help, position: at, frame: at && frame(at), ...places };
}

/**
 * Sorts diagnostics by place and code. One that was found on several ways (an anchor used twice, a
 * template checked for each of its uses) stays one, with all the places that belong to it.
 */
export function finishDiagnostics(
  found: readonly ConfigDiagnostic[],
  frame: (position: SourcePosition) => string | undefined,
): readonly Diagnostic[] {
  const compare = (left: ConfigDiagnostic, right: ConfigDiagnostic): number =>
    comparePositions(left.at, right.at) ||
    compareStrings(left.code, right.code) ||
    compareStrings(left.message, right.message);
  const merged: { readonly first: ConfigDiagnostic; readonly related: SourcePosition[] }[] = [];
  for (const one of found.toSorted(compare)) {
    const last = merged.at(-1);
    if (last === undefined || compare(last.first, one) !== 0)
      merged.push({ first: one, related: [...(one.related ?? [])] });
    else for (const place of one.related ?? []) last.related.push(place);
  }
  return merged.map(({ first, related }) => toDiagnostic({ ...first, related }, frame));
}
