import type { SeedApp } from "../seed/seed.ts";
import { SeedError } from "../seed-error.ts";
import type { AppRecord, Installation, World } from "./world.ts";

/** Adds the GitHub Apps of a seed, once the accounts they are installed on are there. */
export function buildApps(world: World, apps: Readonly<Record<string, SeedApp>>): void {
  for (const [id, seed] of Object.entries(apps)) {
    if (!/^\d+$/.test(id)) throw new SeedError(`apps.${id}`, "the key is the number of the App");
    const installations = new Map<string, Installation>();
    const app: AppRecord = {
      id: Number(id),
      slug: seed.slug ?? `app-${id}`,
      publicKey: seed.public_key,
      installations,
    };
    for (const [login, installation] of Object.entries(seed.installations ?? {})) {
      const account = world.accounts.get(login.toLowerCase());
      if (account === undefined) {
        throw new SeedError(
          `apps.${id}.installations.${login}`,
          "the seed has no organization or user of this name",
        );
      }
      const { repositories } = installation;
      installations.set(login.toLowerCase(), {
        id: installation.id ?? world.ids.next("installation"),
        app,
        account,
        permissions: { metadata: "read", ...installation.permissions },
        repositories:
          repositories === undefined || repositories === "all"
            ? undefined
            : new Set(repositories.map((name) => name.toLowerCase())),
        suspended: installation.suspended ?? false,
      });
    }
    world.apps.set(id, app);
  }
}
