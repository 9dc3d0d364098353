import type { EntryView, FieldView } from "../../documents/views/document-view.ts";
import { driftEntry, driftKinds, driftNotes } from "../../documents/views/drift-view.ts";
import type { DriftDocument, DriftKind } from "../../model/drift-document.ts";
import { sanitize } from "../../redact/sanitize.ts";
import { type Cell, clampWidth, type Row, textRow, wrapProse } from "./layout.ts";
import type { Palette, Style } from "./palette.ts";
import { diagnosticOf, renderDiagnostics } from "./render-diagnostics.ts";
import { type EntryLook, listRow, renderEntries } from "./render-entries.ts";

/**
 * A drift report for people: by kind and scope, then warnings and errors, and last the line with the
 * counts. No line break at the end.
 */
export function renderDrift(
  document: DriftDocument,
  options: { readonly palette: Palette; readonly width?: number | undefined },
): string {
  const { palette } = options;
  const settings = { palette, width: clampWidth(options.width) };
  const { summary, drift, diagnostics } = document;
  const kinds = (Object.keys(summary) as readonly DriftKind[]).flatMap(
    (kind) => driftKinds.find((words) => words.kind === kind) ?? [],
  );
  const of = (severity: string): string =>
    renderDiagnostics(
      diagnostics.filter((one) => one.severity === severity).map(diagnosticOf),
      options,
    );
  const blocks = kinds.map(({ kind, heading, what, tone }) => {
    const entries = drift.filter((entry) => entry.kind === kind).map(driftEntry);
    if (entries.length === 0) return "";
    const title = `${palette[tone](heading)}: ${what}`;
    return [title, ...renderEntries(entries, driftLook(palette), settings)].join("\n");
  });
  const notes = driftNotes(document).flatMap((note) =>
    wrapProse(note, { first: "", rest: "", width: settings.width }),
  );
  const counts = kinds.map(({ kind, tone }) => {
    const text = `${summary[kind]} ${kind}`;
    return summary[kind] === 0 ? text : palette[tone](text);
  });
  return [
    ...blocks,
    of("warning"),
    of("error"),
    notes.map(document.complete ? palette.strong : palette.warning).join("\n"),
    `${palette.strong("Drift:")} ${counts.join(", ")}.`,
  ]
    .filter((block) => block !== "")
    .join("\n\n");
}

function driftLook(palette: Palette): EntryLook {
  return {
    heading: (scope) => `  ${palette.scope(sanitize(scope))}`,
    lead: () => "    ",
    leadWidth: 4,
    // What `apply` would make of it, where the kind alone does not say.
    note: ({ kind, note }) => (kind === "unmanaged" ? note || "it stays" : ""),
    rows: (field, entry) => driftRows(field, entry, palette),
  };
}

/** From the side of GitHub: what the hook lacks, and what it has that nobody asked for. */
function driftRows(view: FieldView, { isWhole }: EntryView, palette: Palette): readonly Row[] {
  const { field } = view;
  if (view.kind === "words") {
    const text = field === "secret" ? view.state : view.text;
    return text === undefined ? [] : [textRow(field, sanitize(text))];
  }
  const { removed, added } = view;
  // A hook that comes or goes as a whole is told by its events; the rest of it is in the JSON.
  if (isWhole) return field === "events" ? [listRow(field, [...removed, ...added])] : [];
  const all = [...removed, ...added];
  if (field === "events" && !all.includes("*")) return [setRow(removed, added, palette)];
  const [has, declared] = [removed, added].map((items) => items.map(sanitize).join(", "));
  // URLs are too long to stand side by side in most terminals.
  const cells = [
    { text: has || "none" },
    { text: `(declared: ${declared || "none"})`, style: palette.muted },
  ];
  return [{ label: field, cells, gap: " " }];
}

function setRow(has: readonly string[], lacks: readonly string[], palette: Palette): Row {
  const listed = (events: readonly string[], style: Style): readonly Cell[] =>
    events.map((event, index) => ({
      text: sanitize(event) + (index < events.length - 1 ? "," : ""),
      style,
    }));
  const cells = [
    ...(lacks.length === 0 ? [] : [{ text: "lacks" }, ...listed(lacks, palette.create)]),
    ...(lacks.length === 0 || has.length === 0 ? [] : [{ text: "and" }]),
    ...(has.length === 0
      ? []
      : [{ text: "has" }, ...listed(has, palette.remove), { text: "beyond what is declared" }]),
  ];
  return { label: "events", cells, gap: " " };
}
