import { SeedError } from "../seed/readers.ts";
import type { SeedApp, SeedHook, SeedRepository, SeedToken, SimulatorSeed } from "../seed/seed.ts";
import type { Switches } from "../switches.ts";
import { createIds, type Ids } from "./ids.ts";
import { addSeedHook, nonWebHooks } from "./seed-hook.ts";
import { addSeedIssues } from "./seed-issues.ts";
import type {
  Account,
  AppRecord,
  HookScope,
  Installation,
  RepositoryRecord,
  TokenRecord,
  World,
} from "./store.ts";

/** Compiles a URL glob: `*` stays within a path segment, `**` takes anything. */
export function compileGlob(pattern: string): (url: string) => boolean {
  const source = pattern
    .split(/(\*+)/)
    .map((part) => {
      if (part.startsWith("**")) return ".*";
      return part === "*" ? "[^/]*" : part.replace(/[\\^$.+?()[\]{}|]/g, "\\$&");
    })
    .join("");
  const expression = new RegExp(`^${source}$`, "s");
  return (url) => expression.test(url);
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

const lowerCased = (names: readonly string[]): ReadonlySet<string> =>
  new Set(names.map((name) => name.toLowerCase()));

/** Fills in what the seed leaves out of its tokens: a classic token that administers hooks. */
export function buildTokens(tokens: Readonly<Record<string, SeedToken>>): Map<string, TokenRecord> {
  return new Map(
    Object.entries(tokens).map(([value, token]) => [
      value,
      {
        login: token.login ?? "octocat",
        kind: token.kind ?? "classic",
        scopes: token.scopes ?? ["admin:org_hook", "repo"],
        permissions: token.permissions ?? {},
        only: token.only === undefined ? undefined : lowerCased(token.only),
        app: token.app,
        sso: lowerCased(token.sso ?? []),
      },
    ]),
  );
}

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

interface Settings {
  readonly now: number;
  readonly switches: Switches;
}

function seedHooks(
  world: World,
  scope: HookScope,
  hooks: SeedRepository["hooks"],
  path: string,
  settings: Settings,
): void {
  const all = [...(hooks ?? []), ...nonWebHooks(scope, settings.switches)];
  for (const [index, hook] of all.entries())
    addSeedHook(world, scope, hook, { ...settings, path: `${path}.hooks[${index}]` });
}

function addRepository(
  world: World,
  owner: Account,
  name: string,
  seed: SeedRepository,
  path: string,
  settings: Settings,
): void {
  const key = `${owner.login}/${name}`.toLowerCase();
  if (world.repositories.has(key) || world.moved.has(key))
    throw new SeedError(path, "this name is there already: names have no case");
  if (seed.moved_to !== undefined) {
    world.moved.set(key, seed.moved_to.toLowerCase());
    return;
  }
  const id = seed.id ?? world.ids.next("repository");
  const repository: RepositoryRecord = {
    id,
    owner,
    name,
    archived: seed.archived ?? false,
    blocked: seed.blocked,
    fork: seed.fork ?? false,
    description: seed.description ?? null,
    visibility: seed.visibility ?? (owner.kind === "User" ? "public" : "private"),
    topics: seed.topics ?? [],
    properties: seed.properties ?? {},
    createdAt: Math.min(Date.UTC(2024, 0, 1), settings.now) + owner.repositories.length * 1000,
    hooks: new Map(),
    hasIssues: seed.has_issues ?? true,
    issues: new Map(),
  };
  if (world.repositoriesById.has(id)) throw new SeedError(`${path}.id`, `${id} is taken already`);
  world.repositories.set(key, repository);
  world.repositoriesById.set(id, repository);
  owner.repositories.push(repository);
  const scope = { account: owner, repository, hooks: repository.hooks };
  seedHooks(world, scope, seed.hooks, path, settings);
  addSeedIssues(world, repository, seed, { now: settings.now, path });
}

function addAccount(
  world: World,
  kind: Account["kind"],
  login: string,
  seed: { id?: number; saml?: boolean },
  path: string,
): Account {
  const key = login.toLowerCase();
  if (world.accounts.has(key))
    throw new SeedError(path, "this name is there already: names have no case");
  const id = seed.id ?? world.ids.next("account");
  const account: Account = {
    kind,
    id,
    login,
    saml: seed.saml ?? false,
    repositories: [],
    hooks: new Map(),
  };
  if (world.accountsById.has(id)) throw new SeedError(`${path}.id`, `${id} is taken already`);
  world.accounts.set(key, account);
  world.accountsById.set(id, account);
  return account;
}

function addAccounts(world: World, seed: SimulatorSeed, settings: Settings): void {
  for (const [login, organization] of Object.entries(seed.organizations ?? {})) {
    const path = `organizations.${login}`;
    const account = addAccount(world, "Organization", login, organization, path);
    const scope = { account, repository: undefined, hooks: account.hooks };
    seedHooks(world, scope, organization.hooks, path, settings);
    for (const [name, repository] of Object.entries(organization.repositories ?? {}))
      addRepository(world, account, name, repository, `${path}.repositories.${name}`, settings);
  }
  for (const [login, user] of Object.entries(seed.users ?? {})) {
    const account = addAccount(world, "User", login, user, `users.${login}`);
    for (const [name, repository] of Object.entries(user.repositories ?? {}))
      addRepository(
        world,
        account,
        name,
        repository,
        `users.${login}.repositories.${name}`,
        settings,
      );
  }
}

/** Builds what GitHub remembers from a checked seed. */
export function buildWorld(seed: SimulatorSeed, settings: Settings): World {
  const limit = seed.rate_limit === "none" ? undefined : (seed.rate_limit ?? {});
  const world: World = {
    accounts: new Map(),
    accountsById: new Map(),
    repositories: new Map(),
    repositoriesById: new Map(),
    moved: new Map(),
    tokens: seed.tokens === undefined ? undefined : buildTokens(seed.tokens),
    apps: new Map(),
    installationTokens: new Map(),
    receivers: Object.entries(seed.receivers ?? {}).map(([pattern, receiver]) => ({
      matches: compileGlob(pattern),
      status: receiver.status ?? 200,
      duration: receiver.duration ?? 0.1,
      secret: receiver.secret,
    })),
    rateLimit:
      limit === undefined
        ? undefined
        : {
            limit: limit.limit ?? 5000,
            remaining: limit.remaining ?? limit.limit ?? 5000,
            resetIn: limit.reset_in ?? 3600,
          },
    ids: createIds(),
  };
  reserveIds(seed, world.ids);
  addAccounts(world, seed, settings);
  for (const [from, to] of world.moved) {
    if (!world.repositories.has(to))
      throw new SeedError("organizations", `${from} moved to ${to}, which the seed does not have`);
  }
  buildApps(world, seed.apps ?? {});
  return world;
}
