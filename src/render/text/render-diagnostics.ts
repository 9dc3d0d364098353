import {
  countDiagnostics,
  describeDiagnosticPlaces,
  diagnosticDocument,
  type FoldedDiagnostic,
  foldDiagnostics,
  isSummary,
  saysTheSame,
} from "../../documents/diagnostic-document.ts";
import { countNoun, showPlace } from "../../documents/format.ts";
import type { Diagnostic, SourcePosition } from "../../model/diagnostic.ts";
import { sanitize, sanitizeLines, sanitizeProse } from "../../redact/sanitize.ts";
import { renderJson } from "../render-json.ts";
import { wrapLabeled } from "./layout.ts";
import type { Palette, TextOptions } from "./palette.ts";

/**
 * Diagnostics for people, in the order given: `file:line:column: severity code: sentence`, then the
 * source frame, the help and the further places. What repeats is told once, with `verbose` each time;
 * help that the one before has had is not given again. Empty where there are none; no line break at
 * the end.
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
    const isTold =
      diagnostic.position === undefined &&
      before?.code === diagnostic.code &&
      before.help === diagnostic.help;
    return renderOne(isTold ? { ...diagnostic, help: undefined } : diagnostic, options);
  });
  return blocks
    .map((lines, index) => {
      const next = blocks[index + 1];
      // Frames need air around them; sentences alone read better as a list.
      const apart = next !== undefined && (lines.length > 1 || next.length > 1);
      return lines.join("\n") + (apart ? "\n" : "");
    })
    .join("\n");
}

function renderOne(
  diagnostic: FoldedDiagnostic,
  { palette, width }: TextOptions,
): readonly string[] {
  const {
    severity,
    code,
    message,
    position,
    scope,
    frame,
    help,
    related = [],
    others,
  } = diagnostic;
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
    ...wrapLabeled(label, sanitizeProse(message), { rest: "  ", width }),
    ...(frame === undefined ? [] : frameLines(frame).map((line) => `  ${palette.muted(line)}`)),
    ...(position === undefined || scope === undefined ? [] : detail("scope:", sanitize(scope))),
    ...(help === undefined ? [] : detail("help:", sanitizeProse(help))),
    ...relatedPlaces(related).flatMap((place) => detail("also:", sanitize(place))),
    // A summary has said how many there are.
    ...(others.length === 0 || isSummary(diagnostic)
      ? []
      : detail("also:", sanitize(alsoWords(diagnostic)))),
  ];
}

/** A line each, but for those that are many. */
function relatedPlaces(places: readonly SourcePosition[]): readonly string[] {
  if (places.length <= 3) return places.map(showPosition);
  const all = places.map((position) => ({ position }));
  return [`${places.length} places: ${describeDiagnosticPlaces(all)}`];
}

/** How often there is the same, or the like, and where. */
function alsoWords(diagnostic: FoldedDiagnostic): string {
  const { others } = diagnostic;
  const more = `${others.length} more${saysTheSame(diagnostic) ? "" : " like it (--verbose shows each)"}`;
  const places = describeDiagnosticPlaces(others);
  return places === "" ? more : `${more}: ${places}`;
}

function frameLines(frame: string): readonly string[] {
  const lines = sanitizeLines(frame);
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

function showPosition(position: SourcePosition): string {
  return `${showPlace(position)}:${position.column}`;
}

/** The line below a list of diagnostics: `2 errors, 1 warning.` */
export function renderDiagnosticCount(
  diagnostics: readonly Diagnostic[],
  options: { readonly palette: Palette },
): string {
  const { errors, warnings } = countDiagnostics(diagnostics);
  const parts = [
    errors === 0 ? undefined : options.palette.error(countNoun(errors, "error")),
    warnings === 0 ? undefined : options.palette.warning(countNoun(warnings, "warning")),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? "No problems." : `${parts.join(", ")}.`;
}

/** `validate --format json`: one document with the counts and every diagnostic, in the order given. */
export function renderDiagnosticsJson(diagnostics: readonly Diagnostic[]): string {
  return renderJson({
    format: "hookfleet.diagnostics/1",
    summary: countDiagnostics(diagnostics),
    diagnostics: diagnostics.map(diagnosticDocument),
  });
}
