import type { TokenKind } from "../seed/seed.ts";
import type { Account, AppRecord, Installation, RepositoryRecord } from "../world/world.ts";

/** What a route asks of a credential. */
export interface Access {
  /** Any of these OAuth scopes will do; none = no scope is needed. */
  readonly scopes: readonly string[];
  /** `[name, level]` of the permission that Apps and fine-grained tokens need. */
  readonly permission: readonly [name: string, level: "read" | "write"] | undefined;
  /** Another permission that will do as well. */
  readonly alternative?: readonly [name: string, level: "read" | "write"];
}

export type Need = "read" | "write" | "delete";

// As recorded in X-Accepted-OAuth-Scopes (hub4j/github-api AppTest tryHook, 2021; sigmavirus24/github3.py, 2018).
const repositoryScopes: Readonly<Record<Need, readonly string[]>> = {
  read: ["admin:repo_hook", "public_repo", "read:repo_hook", "repo", "write:repo_hook"],
  write: ["admin:repo_hook", "public_repo", "repo", "write:repo_hook"],
  delete: ["admin:repo_hook", "public_repo", "repo"],
};

/** What the webhook operations ask. */
export function hookAccess(level: "organization" | "repository", need: Need): Access {
  const granted = need === "read" ? "read" : "write";
  return level === "organization"
    ? { scopes: ["admin:org_hook"], permission: ["organization_hooks", granted] }
    : { scopes: repositoryScopes[need], permission: ["repository_hooks", granted] };
}

/** Nothing but being somebody. */
export const openAccess: Access = { scopes: [], permission: undefined };

export const metadataAccess: Access = { scopes: [], permission: ["metadata", "read"] };

/** Whose request it is, and what that one may do. */
export interface Principal {
  /** `anyone`: the seed has no tokens; `nobody`: no credential; `app`: the App itself, by JWT. */
  readonly kind: TokenKind | "anyone" | "nobody" | "app";
  readonly login: string;
  /** What shares one rate limit. */
  readonly bucket: string;
  /** What the ETags depend on. */
  readonly credential: string;
  readonly scopes: readonly string[];
  readonly permissions: Readonly<Record<string, string>>;
  readonly only: ReadonlySet<string> | undefined;
  readonly sso: ReadonlySet<string>;
  readonly oauthApp: string | undefined;
  readonly app: AppRecord | undefined;
  readonly installation: Installation | undefined;
  /** Of an installation token: lower-cased names; undefined = all of the account. */
  readonly repositories: ReadonlySet<string> | undefined;
}

/** Whether the organization or user itself is there for it. */
export function seesAccount({ only, installation }: Principal, account: Account): boolean {
  if (installation !== undefined) return installation.account === account;
  return only === undefined || only.has(account.login.toLowerCase());
}

/** Whether the repository is there for it. */
export function seesRepository(principal: Principal, repository: RepositoryRecord): boolean {
  const owner = repository.owner.login.toLowerCase();
  const name = repository.name.toLowerCase();
  const { installation, repositories, only } = principal;
  if (installation !== undefined) {
    const installed = installation.account === repository.owner;
    return installed && (repositories === undefined || repositories.has(name));
  }
  return only === undefined || only.has(`${owner}/${name}`) || only.has(`${owner}/*`);
}
