import { notFound, Refusal } from "../http/api-error.ts";
import type { TokenKind } from "../seed/seed.ts";
import type { Account, AppRecord, Installation, RepositoryRecord } from "../store/store.ts";
import type { Switches } from "../switches.ts";

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

function hasScope(
  { scopes }: Principal,
  wanted: readonly string[],
  repository: RepositoryRecord | undefined,
): boolean {
  if (wanted.length === 0) return true;
  return wanted.some(
    (scope) =>
      scopes.includes(scope) &&
      // `public_repo` ends where a repository is not public.
      (scope !== "public_repo" || repository?.visibility === "public"),
  );
}

function hasPermission(
  principal: Principal,
  { permission, alternative }: Pick<Access, "permission" | "alternative">,
): boolean {
  if (permission === undefined) return true;
  if (alternative !== undefined && hasPermission(principal, { permission: alternative }))
    return true;
  const { permissions } = principal;
  const [name, level] = permission;
  // Every such token may read what a repository is called.
  if (name === "metadata") return true;
  const granted = permissions[name];
  return granted === "admin" || granted === "write" || (granted === "read" && level === "read");
}

const notByIntegration = (): Refusal => new Refusal(403, "Resource not accessible by integration");

function checkSaml(principal: Principal, account: Account): void {
  const { kind, sso, login } = principal;
  if (!account.saml || sso.has(account.login.toLowerCase())) return;
  if (kind === "anyone" || kind === "installation" || kind === "actions") return;
  const organization = account.login;
  throw new Refusal(
    403,
    "Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.",
    {
      headers: {
        "X-GitHub-SSO": `required; url=https://github.com/orgs/${organization}/sso?authorization_request=${login}`,
      },
    },
  );
}

/**
 * Lets a principal in or throws. What a classic token lacks is hidden behind a 404; Apps and
 * fine-grained tokens are told.
 */
export function authorize(
  principal: Principal,
  access: Access,
  switches: Switches,
  target: { readonly account: Account; readonly repository: RepositoryRecord | undefined },
): void {
  switch (principal.kind) {
    case "anyone":
      return;
    case "nobody":
      throw new Refusal(401, "Requires authentication");
    case "app":
      throw notByIntegration();
    case "actions":
      // The permissions of GITHUB_TOKEN have none for webhooks, whatever a seed says.
      if (!access.permission?.[0].endsWith("_hooks") && hasPermission(principal, access)) return;
      throw switches.actionsToken === "403" ? notByIntegration() : notFound();
    case "classic":
    case "oauth":
      checkSaml(principal, target.account);
      if (!hasScope(principal, access.scopes, target.repository)) throw notFound();
      return;
    case "fine-grained":
      checkSaml(principal, target.account);
      if (!hasPermission(principal, access))
        throw new Refusal(403, "Resource not accessible by personal access token");
      return;
    case "installation":
      if (!hasPermission(principal, access)) throw notByIntegration();
      return;
    default:
      principal.kind satisfies never;
  }
}
