import type { SeedHook, SeedRepository, SimulatorSeed } from "../seed/seed.ts";
import type { Ids } from "./create-ids.ts";

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
