import { SeedError } from "../seed/readers.ts";
import type {
  SeedApp,
  SeedOrganization,
  SeedRepository,
  SeedToken,
  SimulatorSeed,
} from "../seed/seed.ts";
import { createIds, reserveIds } from "./ids.ts";
import { addSeedHook, addSeedIssues, nonWebHooks, type Placed } from "./seed-records.ts";
import type {
  Account,
  AppRecord,
  HookScope,
  Installation,
  RepositoryRecord,
  Store,
  TokenRecord,
} from "./store.ts";

/** Compiles a URL glob: `*` stays within a path segment, `**` matches anything. */
function compileGlob(pattern: string): (url: string) => boolean {
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

const lowerCased = (names: readonly string[]): ReadonlySet<string> =>
  new Set(names.map((name) => name.toLowerCase()));

/** By default a token is a classic one that administers hooks. */
function buildTokens(tokens: Readonly<Record<string, SeedToken>>): Map<string, TokenRecord> {
  const record = ({ only, app, sso = [], ...token }: SeedToken): TokenRecord => ({
    login: "octocat",
    kind: "classic",
    scopes: ["admin:org_hook", "repo"],
    permissions: {},
    ...token,
    only: only && lowerCased(only),
    oauthApp: app,
    sso: lowerCased(sso),
  });
  return new Map(Object.entries(tokens).map(([value, token]) => [value, record(token)]));
}

/** Adds the GitHub Apps of a seed; the accounts they are installed on exist already. */
function buildApps(store: Store, apps: Readonly<Record<string, SeedApp>>): void {
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
      const account = store.accounts.get(login.toLowerCase());
      const path = `apps.${id}.installations.${login}`;
      if (account === undefined)
        throw new SeedError(path, "the seed has no organization or user of this name");
      const { repositories = "all" } = installation;
      installations.set(login.toLowerCase(), {
        id: installation.id ?? store.ids.next("installation"),
        app,
        account,
        permissions: { metadata: "read", ...installation.permissions },
        repositories: repositories === "all" ? undefined : lowerCased(repositories),
        suspended: installation.suspended ?? false,
      });
    }
    store.apps.set(id, app);
  }
}

const existsAlready = "this name exists already (names are case-insensitive)";

type Settings = Omit<Placed, "path">;

function seedHooks(store: Store, scope: HookScope, hooks: SeedRepository["hooks"], at: Placed) {
  for (const [index, hook] of [...(hooks ?? []), ...nonWebHooks(scope, at.switches)].entries())
    addSeedHook(store, scope, hook, { ...at, path: `${at.path}.hooks[${index}]` });
}

function addRepository(
  store: Store,
  owner: Account,
  name: string,
  seed: SeedRepository,
  settings: Placed,
): void {
  const { now, path } = settings;
  const { archived = false, blocked, fork = false, description = null, topics = [] } = seed;
  const { properties = {}, has_issues: hasIssues = true } = seed;
  const key = `${owner.login}/${name}`.toLowerCase();
  if (store.repositories.has(key) || store.moved.has(key)) throw new SeedError(path, existsAlready);
  if (seed.moved_to !== undefined) {
    store.moved.set(key, seed.moved_to.toLowerCase());
    return;
  }
  const id = seed.id ?? store.ids.next("repository");
  const repository: RepositoryRecord = {
    id,
    owner,
    name,
    ...{ archived, blocked, fork, description, topics, properties, hasIssues },
    visibility: seed.visibility ?? (owner.kind === "User" ? "public" : "private"),
    createdAt: Math.min(Date.UTC(2024, 0, 1), now) + owner.repositories.length * 1000,
    hooks: new Map(),
    issues: new Map(),
  };
  if (store.repositoriesById.has(id)) throw new SeedError(`${path}.id`, `${id} is taken already`);
  store.repositories.set(key, repository);
  store.repositoriesById.set(id, repository);
  owner.repositories.push(repository);
  seedHooks(store, { account: owner, repository, hooks: repository.hooks }, seed.hooks, settings);
  addSeedIssues(store, repository, seed, settings);
}

function addAccount(
  store: Store,
  kind: Account["kind"],
  login: string,
  seed: Pick<SeedOrganization, "id" | "saml">,
  path: string,
): Account {
  const key = login.toLowerCase();
  if (store.accounts.has(key)) throw new SeedError(path, existsAlready);
  const id = seed.id ?? store.ids.next("account");
  const { saml = false } = seed;
  const account: Account = { kind, id, login, saml, repositories: [], hooks: new Map() };
  if (store.accountsById.has(id)) throw new SeedError(`${path}.id`, `${id} is taken already`);
  store.accounts.set(key, account);
  store.accountsById.set(id, account);
  return account;
}

const owners = [
  ["organizations", "Organization"],
  ["users", "User"],
] as const;

function addAccounts(store: Store, seed: SimulatorSeed, settings: Settings): void {
  for (const [key, kind] of owners)
    for (const [login, owner] of Object.entries<SeedOrganization>(seed[key] ?? {})) {
      const path = `${key}.${login}`;
      const account = addAccount(store, kind, login, owner, path);
      const scope = { account, repository: undefined, hooks: account.hooks };
      if (kind === "Organization") seedHooks(store, scope, owner.hooks, { ...settings, path });
      for (const [name, repository] of Object.entries(owner.repositories ?? {})) {
        const at = { ...settings, path: `${path}.repositories.${name}` };
        addRepository(store, account, name, repository, at);
      }
    }
}

/** Builds what GitHub stores from a checked seed. */
export function buildStore(seed: SimulatorSeed, settings: Settings): Store {
  const { rate_limit = {}, receivers = {} } = seed;
  const {
    limit = 5000,
    remaining = limit,
    reset_in = 3600,
  } = rate_limit === "none" ? {} : rate_limit;
  const store: Store = {
    accounts: new Map(),
    accountsById: new Map(),
    repositories: new Map(),
    repositoriesById: new Map(),
    moved: new Map(),
    tokens: seed.tokens === undefined ? undefined : buildTokens(seed.tokens),
    apps: new Map(),
    installationTokens: new Map(),
    receivers: Object.entries(receivers).map(
      ([pattern, { status = 200, duration = 0.1, secret }]) => ({
        ...{ status, duration, secret },
        matches: compileGlob(pattern),
      }),
    ),
    rateLimit: rate_limit === "none" ? undefined : { limit, remaining, resetIn: reset_in },
    ids: createIds(),
  };
  reserveIds(seed, store.ids);
  addAccounts(store, seed, settings);
  for (const [from, to] of store.moved) {
    if (!store.repositories.has(to))
      throw new SeedError("organizations", `${from} moved to ${to}, which the seed does not have`);
  }
  buildApps(store, seed.apps ?? {});
  return store;
}
