import type { DriftDocument, DriftEntryDocument, DriftKind } from "../../model/drift-document.ts";
import { groupBy } from "../../model/group-by.ts";
import type { DiagnosticDocument } from "../../model/plan-document.ts";
import { renderDiagnostics } from "../diagnostics/render-diagnostics.ts";
import { clampWidth } from "../text/clamp-width.ts";
import type { Palette } from "../text/palette.ts";
import { wrapProse } from "../text/wrap-prose.ts";
import { driftKindWords } from "../words/drift-kind-words.ts";
import { type RenderDriftOptions, renderDriftEntries } from "./render-drift-entries.ts";

/**
 * A drift report for people: by kind and scope, then warnings and errors, and last the line with the
 * counts. No line break at the end.
 */
export function renderDrift(
  document: DriftDocument,
  options: { readonly palette: Palette; readonly width?: number },
): string {
  const { palette } = options;
  const settings = { palette, width: clampWidth(options.width) };
  const byKind = groupBy(document.drift, ({ kind }) => kind);
  const of = (severity: string): string =>
    renderDiagnostics(
      document.diagnostics.filter((one) => one.severity === severity).map(diagnosticOf),
      options,
    );
  return [
    ...kinds.map((kind) => renderKind(kind, byKind.get(kind) ?? [], settings)),
    of("warning"),
    of("error"),
    renderNotes(document, settings),
    renderCounts(document, palette),
  ]
    .filter((block) => block !== "")
    .join("\n\n");
}

const kinds = Object.keys(driftKindWords) as readonly DriftKind[];

function renderKind(
  kind: DriftKind,
  entries: readonly DriftEntryDocument[],
  options: RenderDriftOptions,
): string {
  if (entries.length === 0) return "";
  const { title, what, style } = driftKindWords[kind];
  const heading = `${options.palette[style](title)}: ${what}`;
  return [heading, ...renderDriftEntries(entries, options)].join("\n");
}

/** As {@link renderDiagnostics} takes it. */
function diagnosticOf({ source, ...diagnostic }: DiagnosticDocument) {
  return { ...diagnostic, position: source };
}

function renderNotes(document: DriftDocument, { palette, width }: RenderDriftOptions): string {
  const wrap = (sentence: string): readonly string[] =>
    wrapProse(sentence, { first: "", rest: "", width });
  const none = document.complete
    ? "No drift. GitHub has what the file asks for."
    : "No drift in the scopes that could be read.";
  return [
    ...(document.complete
      ? []
      : wrap(
          "This report is incomplete: not every scope could be read, and what could not be read may have moved.",
        ).map(palette.warning)),
    ...(document.drift.length === 0 ? wrap(none).map(palette.strong) : []),
  ].join("\n");
}

function renderCounts({ summary }: DriftDocument, palette: Palette): string {
  const counts = kinds.map((kind) => {
    const text = `${summary[kind]} ${kind}`;
    return summary[kind] === 0 ? text : palette[driftKindWords[kind].style](text);
  });
  return `${palette.strong("Drift:")} ${counts.join(", ")}.`;
}
