/**
 * A list, with what was made in this run and is not in it yet: GitHub's lists may lag behind its
 * answers, and what was made must not be made again.
 */
export function mergeKnown<Item>(
  listed: readonly Item[],
  made: readonly Item[],
  idOf: (item: Item) => number,
): readonly Item[] {
  const ids = new Set(listed.map(idOf));
  return [...listed, ...made.filter((item) => !ids.has(idOf(item)))];
}
