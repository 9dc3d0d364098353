type IdKind = "hook" | "delivery" | "account" | "repository" | "installation" | "issue" | "comment";

/** Hands out ids. */
export interface Ids {
  readonly next: (kind: IdKind) => number;
  /** Keeps an id that a seed gives from being handed out. */
  readonly reserve: (kind: IdKind, id: number | undefined) => void;
}

/** Hands out ids of the sizes that GitHub's have; the same in every run. */
export function createIds(): Ids {
  const following = {
    account: 1001,
    repository: 200_001,
    installation: 3001,
    hook: 400_000_001,
    // Both beyond 31 bits, as those of GitHub are.
    issue: 2_500_000_001,
    comment: 2_800_000_001,
    // Beyond 32 bits, as those of GitHub are.
    delivery: 55_148_700_013,
  };
  const reserved = new Set<string>();
  return {
    next: (kind) => {
      let id = following[kind];
      while (reserved.has(`${kind} ${id}`)) id += 1;
      following[kind] = id + 1;
      return id;
    },
    reserve: (kind, id) => {
      if (id !== undefined) reserved.add(`${kind} ${id}`);
    },
  };
}
