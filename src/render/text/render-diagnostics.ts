import {
  countDiagnostics,
  type DiagnosticCounts,
  describeDiagnosticPlaces,
  diagnosticDocument,
  type FoldedDiagnostic,
  foldDiagnostics,
  isSummary,
  saysTheSame,
} from "../../documents/diagnostic-document.ts";
import type { Diagnostic, SourcePosition } from "../../model/diagnostic.ts";
import { countNoun, joinWords, showPosition } from "../../model/format.ts";
import { sanitize, sanitizeLines, sanitizeProse } from "../../redact/sanitize.ts";
import { renderJson } from "../render-json.ts";
import { wrapLabeled } from "./layout.ts";
import type { Palette, TextOptions } from "./palette.ts";

/**
 * Diagnostics for people, in the order given: `file:line:column: severity code: sentence`, then the
 * source frame, the help and the further places. What repeats is told once, with `verbose` each time;
 * help that the one before has had is not given again. Empty where there are none; no line break at
 * the end. Never throws.
 *
 * @param diagnostics such as those of `loadConfig`, of a plan, or of a `DiagnosticsError`
 * @param options how they are shown
 */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  options: TextOptions,
): string {
  const folded: readonly FoldedDiagnostic[] =
    options.verbose === true
      ? diagnostics.map((diagnostic) => ({ ...diagnostic, others: [] }))
      : foldDiagnostics(diagnostics);
  const blocks = folded.map((diagnostic, index) => {
    const before = folded[index - 1];
    const isHelpShown =
      diagnostic.position === undefined &&
      before?.code === diagnostic.code &&
      before.help === diagnostic.help;
    return renderOne(isHelpShown ? { ...diagnostic, help: undefined } : diagnostic, options);
  });
  // Frames need air around them; sentences alone read better as a list.
  const isApart = (index: number): boolean =>
    [blocks[index - 1], blocks[index]].some((lines) => lines !== undefined && lines.length > 1);
  return blocks
    .flatMap((lines, index) => [...(index > 0 && isApart(index) ? [""] : []), ...lines])
    .join("\n");
}

function renderOne(diagnostic: FoldedDiagnostic, { palette, width, verbose }: TextOptions) {
  const { severity, code, position, scope, frame, help, related = [], others } = diagnostic;
  const where = position === undefined ? scope : showPosition(position);
  const label = [
    ...(where === undefined ? [] : [{ text: `${sanitize(where)}:`, style: palette.strong }]),
    { text: `${severity} ${sanitize(code)}:`, style: palette[severity] },
  ];
  const detail = (name: string, text: string): readonly string[] =>
    wrapLabeled([{ text: `  ${name}`, style: palette.muted }], text, {
      rest: " ".repeat(name.length + 3),
      width,
    });
  return [
    ...wrapLabeled(label, sanitizeProse(diagnostic.message), { rest: "  ", width }),
    ...(frame === undefined ? [] : frameLines(frame).map((line) => `  ${palette.muted(line)}`)),
    ...(position === undefined || scope === undefined ? [] : detail("scope:", sanitize(scope))),
    ...(help === undefined ? [] : detail("help:", sanitizeProse(help))),
    ...relatedPlaces(related, verbose).flatMap((place) => detail("also:", sanitize(place))),
    // A summary has said how many there are.
    ...(others.length === 0 || isSummary(diagnostic)
      ? []
      : detail("also:", sanitize(alsoWords(diagnostic)))),
  ];
}

/** A line each, but for those that are many. */
function relatedPlaces(places: readonly SourcePosition[], verbose?: boolean): readonly string[] {
  if (places.length <= 3) return places.map(showPosition);
  const all = places.map((position) => ({ position }));
  return [`${places.length} places: ${describeDiagnosticPlaces(all, verbose)}`];
}

/** How often there is the same or a similar one, and where. */
function alsoWords(diagnostic: FoldedDiagnostic): string {
  const { others } = diagnostic;
  const places = describeDiagnosticPlaces(others);
  const isAll = saysTheSame(diagnostic) && places === describeDiagnosticPlaces(others, true);
  const like = saysTheSame(diagnostic) ? "" : " like it";
  const more = `${others.length} more${like}${isAll ? "" : " (--verbose shows each)"}`;
  return places === "" ? more : `${more}: ${places}`;
}

function frameLines(frame: string): readonly string[] {
  const lines = sanitizeLines(frame);
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

/** The line below a list of diagnostics: `2 errors, 1 warning.` */
export function renderDiagnosticCount(
  diagnostics: readonly Diagnostic[],
  options: { readonly palette: Palette },
): string {
  const counts = severityCounts(countDiagnostics(diagnostics), options.palette);
  return counts === "" ? "No problems." : `${counts}.`;
}

/** `2 errors, 1 warning`; empty where there are none. */
export function severityCounts(
  { errors, warnings, notes = 0 }: DiagnosticCounts & { readonly notes?: number },
  palette: Palette,
): string {
  return joinWords([
    errors === 0 ? "" : palette.error(countNoun(errors, "error")),
    warnings === 0 ? "" : palette.warning(countNoun(warnings, "warning")),
    notes === 0 ? "" : countNoun(notes, "note"),
  ]);
}

/** `validate --format json`: one document with the counts and every diagnostic, in the order given. */
export function renderDiagnosticsJson(diagnostics: readonly Diagnostic[]): string {
  return renderJson({
    format: "hookfleet.diagnostics/1",
    summary: countDiagnostics(diagnostics),
    diagnostics: diagnostics.map(diagnosticDocument),
  });
}
