import { groupBy } from "../../model/group-by.ts";
import type { EntryView } from "../view/report-view.ts";

/** So many hooks with the same change are told of once. */
const enough = 4;

/** By entry, what it has in common with others; only those that have enough of them. */
export type Alike = ReadonlyMap<EntryView, string>;

/** Entries of which the same can be said but for the scope: a change of a template makes hundreds. */
export function alike(entries: readonly EntryView[]): Alike {
  const groups = groupBy(entries, ({ verb, url, note, fields }) =>
    JSON.stringify([verb, url, note, fields]),
  );
  return new Map(
    [...groups]
      .filter(([, { length }]) => length >= enough)
      .toSorted(([, left], [, right]) => right.length - left.length)
      .flatMap(([key, of]) => of.map((entry) => [entry, key] as const)),
  );
}
