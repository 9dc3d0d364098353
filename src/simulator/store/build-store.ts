import { SeedError } from "../seed/readers.ts";
import type { SeedOrganization, SeedRepository, SimulatorSeed } from "../seed/seed.ts";
import type { Switches } from "../switches.ts";
import { createIds } from "./ids.ts";
import { addSeedHook, addSeedIssues, nonWebHooks } from "./seed-records.ts";
import type {
  AppRecord,
  HookScope,
  Receiver,
  RepositoryRecord,
  Store,
  StoredAccount,
  StoredInstallation,
  TokenRecord,
} from "./store.ts";

const lowerCased = (names: readonly string[]): ReadonlySet<string> =>
  new Set(names.map((name) => name.toLowerCase()));

/** By default a token is a classic one that administers hooks. */
function buildTokens(tokens: NonNullable<SimulatorSeed["tokens"]>): Map<string, TokenRecord> {
  const records = Object.entries(tokens).map(([value, { only, app, sso = [], ...token }]) => {
    const record: TokenRecord = {
      login: "octocat",
      kind: "classic",
      scopes: ["admin:org_hook", "repo"],
      permissions: {},
      ...token,
      only: only && lowerCased(only),
      oauthApp: app,
      sso: lowerCased(sso),
    };
    return [value, record] as const;
  });
  return new Map(records);
}

/** Compiles a URL glob: `*` stays within a path segment, `**` matches anything. */
function compileGlob(pattern: string): Receiver["matches"] {
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

function buildReceivers(receivers: SimulatorSeed["receivers"] = {}): readonly Receiver[] {
  const unlessGiven = { status: 200, duration: 0.1, secret: undefined };
  return Object.entries(receivers).map(([pattern, receiver]) => ({
    ...unlessGiven,
    ...receiver,
    matches: compileGlob(pattern),
  }));
}

function buildRateLimit(seed: SimulatorSeed["rate_limit"] = {}): Store["rateLimit"] {
  if (seed === "none") return undefined;
  const { limit = 5000, remaining = limit, reset_in = 3600 } = seed;
  return { limit, remaining, reset_in };
}

/** Adds the GitHub Apps of a seed; the accounts they are installed on exist already. */
function addApps(store: Store, apps: SimulatorSeed["apps"] = {}): void {
  for (const [id, seed] of Object.entries(apps)) {
    if (!/^\d+$/.test(id)) throw new SeedError(`apps.${id}`, "the key is the number of the App");
    const { slug = `app-${id}`, public_key: publicKey } = seed;
    const installations = new Map<string, StoredInstallation>();
    const app: AppRecord = { id: Number(id), slug, publicKey, installations };
    for (const [login, installation] of Object.entries(seed.installations ?? {})) {
      const account = store.accounts.get(login.toLowerCase());
      const path = `apps.${id}.installations.${login}`;
      if (account === undefined)
        throw new SeedError(path, "the seed has no organization or user of this name");
      const { repositories = "all", permissions, suspended = false } = installation;
      installations.set(login.toLowerCase(), {
        id: installation.id ?? store.ids.next("installation"),
        app,
        account,
        permissions: { metadata: "read", ...permissions },
        repositories: repositories === "all" ? undefined : lowerCased(repositories),
        suspended,
      });
    }
    store.apps.set(id, app);
  }
}

const existsAlready = "this name exists already (names are case-insensitive)";

function addHooks(
  store: Store,
  scope: HookScope,
  hooks: SeedRepository["hooks"] = [],
  now: number,
  path: string,
): void {
  for (const [index, hook] of [...hooks, ...nonWebHooks(scope, store.switches)].entries())
    addSeedHook(store, scope, hook, now, `${path}.hooks[${index}]`);
}

function addRepository(
  store: Store,
  owner: StoredAccount,
  name: string,
  seed: SeedRepository,
  now: number,
  path: string,
): void {
  const { hooks, issues: _issues, pulls: _pulls, moved_to, ...given } = seed;
  const key = `${owner.login}/${name}`.toLowerCase();
  if (store.repositories.has(key) || store.moved.has(key)) throw new SeedError(path, existsAlready);
  if (moved_to !== undefined) {
    store.moved.set(key, moved_to.toLowerCase());
    return;
  }
  const id = given.id ?? store.ids.next("repository");
  if (store.repositoriesById.has(id)) throw new SeedError(`${path}.id`, `${id} is taken already`);
  const repository: RepositoryRecord = {
    kind: "Repository",
    owner,
    name,
    ...{ archived: false, fork: false, description: null, topics: [], properties: {} },
    has_issues: true,
    visibility: owner.kind === "User" ? "public" : "private",
    ...given,
    id,
    createdAt: Math.min(Date.UTC(2024, 0, 1), now) + owner.repositories.length * 1000,
    hooks: new Map(),
    issues: new Map(),
  };
  store.repositories.set(key, repository);
  store.repositoriesById.set(id, repository);
  owner.repositories.push(repository);
  addHooks(store, repository, hooks, now, path);
  addSeedIssues(store, repository, seed, now, path);
}

function addAccount(
  store: Store,
  kind: StoredAccount["kind"],
  login: string,
  { id: given, saml = false }: SeedOrganization,
  path: string,
): StoredAccount {
  const key = login.toLowerCase();
  if (store.accounts.has(key)) throw new SeedError(path, existsAlready);
  const id = given ?? store.ids.next("account");
  if (store.accountsById.has(id)) throw new SeedError(`${path}.id`, `${id} is taken already`);
  const account: StoredAccount = { kind, id, login, saml, repositories: [], hooks: new Map() };
  store.accounts.set(key, account);
  store.accountsById.set(id, account);
  return account;
}

const owners = [
  ["organizations", "Organization"],
  ["users", "User"],
] as const;

/** Builds what GitHub stores from a checked seed. */
export function buildStore(seed: SimulatorSeed, switches: Switches, now: number): Store {
  const store: Store = {
    switches,
    accounts: new Map(),
    accountsById: new Map(),
    repositories: new Map(),
    repositoriesById: new Map(),
    moved: new Map(),
    tokens: seed.tokens && buildTokens(seed.tokens),
    apps: new Map(),
    installationTokens: new Map(),
    receivers: buildReceivers(seed.receivers),
    rateLimit: buildRateLimit(seed.rate_limit),
    ids: createIds(),
  };
  store.ids.reserve(seed);
  for (const [key, kind] of owners)
    for (const [login, owner] of Object.entries<SeedOrganization>(seed[key] ?? {})) {
      const path = `${key}.${login}`;
      const account = addAccount(store, kind, login, owner, path);
      if (kind === "Organization") addHooks(store, account, owner.hooks, now, path);
      for (const [name, repository] of Object.entries(owner.repositories ?? {}))
        addRepository(store, account, name, repository, now, `${path}.repositories.${name}`);
    }
  for (const [from, to] of store.moved) {
    if (!store.repositories.has(to))
      throw new SeedError("organizations", `${from} moved to ${to}, which the seed does not have`);
  }
  addApps(store, seed.apps);
  return store;
}
