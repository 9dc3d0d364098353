/** The items by key, each group in the order of the input. Node 20 has no `Map.groupBy`. */
export function groupBy<T>(items: Iterable<T>, key: (item: T) => string): Map<string, Group<T>> {
  const groups = new Map<string, Group<T>>();
  for (const item of items) addTo(groups, key(item), item);
  return groups;
}

/** How many items there are of a key. */
export function countBy<T, Key>(
  items: Iterable<T>,
  key: (item: T) => Key,
): (wanted: Key) => number {
  const counts = new Map<Key, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return (wanted) => counts.get(wanted) ?? 0;
}

/** Items that belong together, one at least. */
export type Group<T> = [T, ...T[]];

export function addTo<Key, T>(groups: Map<Key, Group<T>>, key: Key, item: T): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [item]);
  else group.push(item);
}

/** Two items are together where they share a key, or where others join them. Order is kept. */
export function groupConnected<T>(
  items: readonly T[],
  keysOf: (item: T) => readonly string[],
): readonly Group<T>[] {
  const own = items.map(keysOf);
  const all = own.flat();
  // Nearly always nothing is shared.
  if (new Set(all).size === all.length) return items.map((item) => [item]);
  const parents = new Map<string, string>();
  const rootOf = (key: string): string => {
    let root = key;
    for (let up = parents.get(root); up !== undefined; up = parents.get(root)) root = up;
    for (let at = key; at !== root; ) {
      const up = parents.get(at) ?? root;
      parents.set(at, root);
      at = up;
    }
    return root;
  };
  const keys = own.map((others, index) => [`item ${index}`, ...others]);
  for (const [first = "", ...others] of keys)
    for (const other of others) {
      const [root, up] = [rootOf(other), rootOf(first)];
      if (root !== up) parents.set(root, up);
    }
  const groups = new Map<string, Group<T>>();
  items.forEach((item, index) => {
    addTo(groups, rootOf(`item ${index}`), item);
  });
  return [...groups.values()];
}
