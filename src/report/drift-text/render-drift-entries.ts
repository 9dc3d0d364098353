import type { DriftEntryDocument } from "../../model/drift-document.ts";
import { groupBy } from "../../model/group-by.ts";
import { renderBlocked } from "../plan-text/render-blocked.ts";
import { displayWidth } from "../text/display-width.ts";
import { padCell } from "../text/pad-cell.ts";
import type { Palette } from "../text/palette.ts";
import { renderRows } from "../text/render-rows.ts";
import { sanitise } from "../text/sanitise.ts";
import { showPlace } from "../text/show-place.ts";
import { blockedDocumentWords } from "../words/blocked-document-words.ts";
import { driftRows } from "./drift-rows.ts";

export interface RenderDriftOptions {
  readonly palette: Palette;
  readonly width: number;
}

/** The entries of one kind, each below the name of its scope. */
export function renderDriftEntries(
  entries: readonly DriftEntryDocument[],
  options: RenderDriftOptions,
): readonly string[] {
  const explained = new Map<string, string>();
  return [...groupBy(entries, ({ scope }) => scope)].flatMap(([scope, group]) => {
    const urls = group.map(({ url }) => displayWidth(sanitise(url)));
    // A URL that leaves no room for an id and a place sticks out rather than move those of all.
    const column = urls
      .filter((width) => width <= options.width - 36)
      .reduce((widest, width) => Math.max(widest, width), 0);
    return [
      `  ${options.palette.scope(sanitise(scope))}`,
      ...group.flatMap((entry) => [
        openingLine(entry, column, options.palette),
        ...renderRows(driftRows(entry, options.palette), options),
        ...explain(entry, explained, options),
      ]),
    ];
  });
}

function openingLine(entry: DriftEntryDocument, column: number, palette: Palette): string {
  const tail = [
    ...(entry.hook_id === null ? [] : [`#${entry.hook_id}`]),
    ...[noteOf(entry), entry.source === null ? "" : showPlace(entry.source)]
      .filter((text) => text !== "")
      .map((text) => palette.muted(text)),
  ];
  const url = sanitise(entry.url);
  // Lines end with their last word: blanks behind it would only be copied along.
  return `    ${[tail.length === 0 ? url : padCell(url, column), ...tail].join("  ")}`;
}

/** What `apply` would make of it, where the kind alone does not say. */
function noteOf({ kind, reason, requests }: DriftEntryDocument): string {
  if (kind !== "unmanaged") return "";
  if (reason === "absent") return "declared absent; apply deletes it";
  return requests.length > 0 ? "apply deletes it" : "it stays";
}

/** The first of many that are blocked alike is explained, and the others refer to it. */
function explain(
  entry: DriftEntryDocument,
  explained: Map<string, string>,
  options: RenderDriftOptions,
): readonly string[] {
  const { blocked, palette } = { ...entry, ...options };
  if (blocked === null) return [];
  const words = blockedDocumentWords(entry, blocked);
  const key = JSON.stringify(words);
  const first = explained.get(key);
  if (first !== undefined)
    return [`      ${palette.blocked(`! ${blocked}:`)} as for ${first} above`];
  explained.set(key, entry.hook_id === null ? sanitise(entry.url) : `#${entry.hook_id}`);
  return renderBlocked(blocked, words, options);
}
