const first = {
  account: 1001,
  repository: 200_001,
  installation: 3001,
  hook: 400_000_001,
  // Both beyond 31 bits, as those of GitHub are.
  issue: 2_500_000_001,
  comment: 2_800_000_001,
  // Beyond 32 bits, as those of GitHub are.
  delivery: 55_148_700_013,
} as const;
type IdKind = keyof typeof first;

export type Ids = ReturnType<typeof createIds>;

/** Hands out ids of the size of GitHub's; the same in every run. */
export function createIds() {
  const following: Record<IdKind, number> = { ...first };
  const reserved = new Set<string>();
  return {
    next: (kind: IdKind): number => {
      let id = following[kind];
      while (reserved.has(`${kind} ${id}`)) id += 1;
      following[kind] = id + 1;
      return id;
    },
    /** Reserves an id that a seed gives, so that it is not handed out. */
    reserve: (kind: IdKind, id: number | undefined): void => {
      if (id !== undefined) reserved.add(`${kind} ${id}`);
    },
  };
}

/** What the ids below these keys of a seed are of. */
const kinds: Readonly<Record<string, IdKind>> = {
  organizations: "account",
  users: "account",
  repositories: "repository",
  installations: "installation",
  hooks: "hook",
  comments: "comment",
};

/** Reserves every id that a seed gives, wherever in it, before the first is handed out. */
export function reserveIds(seed: object, ids: Ids): void {
  for (const [key, entry] of Object.entries(seed)) {
    if (typeof entry !== "object" || entry === null) continue;
    const kind = Object.hasOwn(kinds, key) ? kinds[key] : undefined;
    for (const { id } of kind === undefined ? [] : (Object.values(entry) as { id?: number }[]))
      if (kind !== undefined) ids.reserve(kind, id);
    reserveIds(entry, ids);
  }
}
