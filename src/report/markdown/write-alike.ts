import { groupBy } from "../../model/group-by.ts";
import { escapeHtml } from "../html/escape-html.ts";
import { padCell } from "../text/pad-cell.ts";
import { sanitise } from "../text/sanitise.ts";
import type { EntryView } from "../view/report-view.ts";
import type { Shown } from "./diff-block.ts";
import { entryLines } from "./entry-lines.ts";
import { folded } from "./folded.ts";
import type { PreparedGroup } from "./prepare-report.ts";

/** More of them are folded: whoever reads a comment looks at no more at once. */
const most = 10;
/** So deep that nothing in a line can be the end of its block, whatever it begins with. */
const indent = "    ";

/** Entries that have their change in common: the change once, and below it where. */
export function writeAlike(group: PreparedGroup, { entries, detailed }: Shown): readonly string[] {
  const parts = [...groupBy(entries, (entry) => group.alike.get(entry) ?? "").values()];
  return parts.flatMap((part) => {
    const [first] = part;
    if (first === undefined) return [];
    const { opening, details } = entryLines({ ...first, hookId: null, place: "" });
    const summary = `<b>${part.length} alike</b>: ${escapeHtml(first.verb)} <code>${escapeHtml(first.url)}</code>`;
    const change = ["```diff", opening, ...(detailed.has(first) ? details : []), "```"];
    const lines = [
      ...change,
      ...folded("where", ["```text", ...places(part, group.places), "```"]),
    ];
    return folded(summary, lines, { open: parts.length <= most });
  });
}

function places(all: readonly EntryView[], limit: number): readonly string[] {
  const entries = all.slice(0, limit);
  const more = all.length - entries.length;
  const width = entries.reduce((longest, { scope }) => Math.max(longest, scope.length), 0);
  const lines = entries.map(({ scope, hookId, place }) => {
    const id = hookId === null ? "" : `#${hookId}`;
    const cells = [padCell(sanitise(scope), Math.min(width, 40)), id, sanitise(place)];
    return `${indent}${cells.filter((cell) => cell !== "").join("  ")}`.trimEnd();
  });
  return more === 0 ? lines : [...lines, `${indent}… and ${more} more`];
}
