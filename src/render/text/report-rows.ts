import type { EntryView, FieldView } from "../../documents/views/document-view.ts";
import { sanitize } from "../../redact/sanitize.ts";
import { type Row, textRow } from "./layout.ts";
import type { Palette, Style } from "./palette.ts";

/** A field of an entry: all of a hook that comes or goes, events as added and removed, else before → after. */
export function fieldRow(
  view: FieldView,
  { isWhole }: Pick<EntryView, "isWhole">,
  palette: Palette,
): Row {
  const { field } = view;
  if (view.kind === "words")
    return textRow(field, sanitize(view.text), view.tone && palette[view.tone]);
  const { removed, added } = view;
  if (isWhole) {
    // A cell for each item: what is redacted in the finished text must not be broken at its blanks.
    const all = [...removed, ...added].map(sanitize);
    const cells = all.map((text, index) => ({ text: index < all.length - 1 ? `${text},` : text }));
    return { label: field, cells: all.length === 0 ? [{ text: "none" }] : cells, gap: " " };
  }
  const signed = (sign: string, items: readonly string[], style: Style) =>
    items.map((item) => ({ text: `${sign} ${sanitize(item)}`, style }));
  if (field === "events") {
    const cells = [...signed("+", added, palette.create), ...signed("-", removed, palette.remove)];
    return { label: field, cells, gap: "  " };
  }
  const cells = [{ text: listed(removed) }, { text: `→ ${listed(added)}` }];
  return { label: field, cells, gap: " " };
}

/** Sanitized. */
export function listed(items: readonly string[]): string {
  return items.length === 0 ? "none" : items.map(sanitize).join(", ");
}
