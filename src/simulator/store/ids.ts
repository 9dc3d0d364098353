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
};

/** Hands out ids of the size of GitHub's; the same in every run. */
export interface Ids {
  readonly next: (kind: keyof typeof first) => number;
  /** Every `id` in a seed, of whatever it is, is not handed out. */
  readonly reserve: (seed: unknown) => void;
}

export function createIds(): Ids {
  const following = { ...first };
  const reserved = new Set<unknown>();
  const reserve = (seed: unknown): void => {
    if (typeof seed !== "object" || seed === null) return;
    for (const [key, entry] of Object.entries(seed))
      if (key === "id") reserved.add(entry);
      else reserve(entry);
  };
  const next: Ids["next"] = (kind) => {
    while (reserved.has(following[kind])) following[kind] += 1;
    following[kind] += 1;
    return following[kind] - 1;
  };
  return { next, reserve };
}
