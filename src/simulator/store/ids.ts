import type { SeedHook, SeedRepository, SimulatorSeed } from "../seed/seed.ts";

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

export interface Ids {
  readonly next: (kind: IdKind) => number;
  /** Reserves an id that a seed gives, so that it is not handed out. */
  readonly reserve: (kind: IdKind, id: number | undefined) => void;
}

/** Hands out ids of the size of GitHub's; the same in every run. */
export function createIds(): Ids {
  const following: Record<IdKind, number> = { ...first };
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

/** Reserves every id that a seed gives, wherever in it, before the first is handed out. */
export function reserveIds(seed: SimulatorSeed, { reserve }: Ids): void {
  const hooks = (list: readonly SeedHook[] = []): void => {
    for (const { id } of list) reserve("hook", id);
  };
  const repositories = (map: Readonly<Record<string, SeedRepository>> = {}): void => {
    for (const repository of Object.values(map)) {
      reserve("repository", repository.id);
      hooks(repository.hooks);
      for (const { comments } of [...(repository.issues ?? []), ...(repository.pulls ?? [])])
        for (const { id } of comments ?? []) reserve("comment", id);
    }
  };
  for (const organization of Object.values(seed.organizations ?? {})) {
    reserve("account", organization.id);
    hooks(organization.hooks);
    repositories(organization.repositories);
  }
  for (const user of Object.values(seed.users ?? {})) {
    reserve("account", user.id);
    repositories(user.repositories);
  }
  for (const { installations } of Object.values(seed.apps ?? {}))
    for (const { id } of Object.values(installations ?? {})) reserve("installation", id);
}
