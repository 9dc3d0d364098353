import type { TokenKind } from "../seed/seed.ts";
import type { Account, AppRecord, Installation, RepositoryRecord } from "../world/world.ts";

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
