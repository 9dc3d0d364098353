import type { EntryView, FieldView } from "../../documents/views/document-view.ts";
import { sanitize } from "../../redact/sanitize.ts";
import { type Cell, padCell, type Row, textRow } from "./layout.ts";
import type { Palette, Style } from "./palette.ts";
import type { EntryLook } from "./render-entries.ts";

/** A list of names, such as events. */
function listCells(items: readonly string[], style?: Style): readonly Cell[] {
  return items.map((item, index) => {
    return { text: sanitize(item) + (index < items.length - 1 ? "," : ""), style };
  });
}

function listRow(label: string, items: readonly string[]): Row {
  const cells = items.length === 0 ? [{ text: "none" }] : listCells(items);
  return { label, cells, gap: " " };
}

/** How the actions of a plan stand in a text. */
export function planLook(entries: readonly EntryView[], palette: Palette): EntryLook {
  const verbOf = ({ verb, blocked }: EntryView): string => (blocked === null ? verb : "blocked");
  const verbWidth = Math.max(0, ...new Set(entries.map((entry) => verbOf(entry).length)));
  return {
    lead: (entry) => {
      const lead = palette[entry.tone](`${entry.sign} ${padCell(verbOf(entry), verbWidth)}`);
      return `  ${lead}  `;
    },
    leadWidth: verbWidth + 6,
    indent: "",
    note: ({ verb, note, blocked }) =>
      [...(blocked === null ? [] : [verb]), ...(verb === "delete" ? [note] : [])].join(", "),
    rows: (field, entry) => planRows(field, entry, palette),
  };
}

/** Events as added and removed, everything else as before → after. */
function planRows(view: FieldView, { verb, isWhole }: EntryView, palette: Palette): readonly Row[] {
  const { field } = view;
  if (view.kind === "words")
    return [textRow(field, sanitize(view.text), view.tone && palette[view.tone])];
  const { removed, added } = view;
  if (isWhole) {
    // What else a hook has that goes is in the document.
    const isTold = verb === "create" || field === "events" || field === "active";
    return isTold ? [listRow(field, [...removed, ...added])] : [];
  }
  const signed = (sign: string, items: readonly string[], style: Style) =>
    items.map((item) => ({ text: `${sign} ${sanitize(item)}`, style }));
  if (field === "events") {
    const cells = [...signed("+", added, palette.create), ...signed("-", removed, palette.remove)];
    return [{ label: field, cells, gap: "  " }];
  }
  const [before = "", after = ""] = [removed, added].map((items) => items.map(sanitize).join(", "));
  return [{ label: field, cells: [{ text: before }, { text: `→ ${after}` }], gap: " " }];
}

/** How hooks that changed stand in a text. */
export function driftLook(palette: Palette): EntryLook {
  return {
    lead: () => "    ",
    leadWidth: 4,
    indent: "  ",
    // What `apply` would make of it, where the kind alone does not say.
    note: ({ kind, note }) => (kind === "unmanaged" ? note : ""),
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
  const cells = [
    ...(lacks.length === 0 ? [] : [{ text: "lacks" }, ...listCells(lacks, palette.create)]),
    ...(lacks.length === 0 || has.length === 0 ? [] : [{ text: "and" }]),
    ...(has.length === 0
      ? []
      : [{ text: "has" }, ...listCells(has, palette.remove), { text: "beyond what is declared" }]),
  ];
  return { label: "events", cells, gap: " " };
}
