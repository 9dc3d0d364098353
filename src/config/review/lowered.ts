import type { Diagnostic, SourcePosition } from "../../model/diagnostic.ts";

/**
 * The warning of a guard that a change lowers. `was` is a place on the base: it is told in words,
 * because the file of the change differs there.
 */
export function lowered(
  words: string,
  place: { readonly at?: SourcePosition; readonly was?: SourcePosition } = {},
): Diagnostic {
  const where = place.was === undefined ? "" : ` (${place.was.file}:${place.was.line} on the base)`;
  return {
    severity: "warning",
    code: "guard-lowered",
    message: `this change lowers a guard: ${words}${where}`,
    ...(place.at === undefined ? {} : { position: place.at }),
  };
}
