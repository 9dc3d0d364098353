import { ApiError, notByIntegration, notFound, unauthenticated } from "../http/api-error.ts";
import type {
  Account,
  AppRecord,
  Installation,
  RepositoryRecord,
  TokenRecord,
} from "../store/store.ts";
import type { Switches } from "../switches.ts";

export type Need = "read" | "write" | "delete";
type Permission = readonly [name: string, level: "read" | "write"];

/** What a route needs of a credential. */
export interface Access {
  /** Any one of these OAuth scopes suffices; none = no scope is needed. */
  readonly scopes: readonly string[];
  /** The permission that Apps and fine-grained tokens need. */
  readonly permission: Permission | undefined;
  /** Another permission that suffices. */
  readonly alternative?: Permission;
}

// As recorded in X-Accepted-OAuth-Scopes (hub4j/github-api AppTest tryHook, 2021; sigmavirus24/github3.py, 2018).
const repositoryScopes: Readonly<Record<Need, readonly string[]>> = {
  read: ["admin:repo_hook", "public_repo", "read:repo_hook", "repo", "write:repo_hook"],
  write: ["admin:repo_hook", "public_repo", "repo", "write:repo_hook"],
  delete: ["admin:repo_hook", "public_repo", "repo"],
};

/** What the webhook operations need. */
export function hookAccess(level: "organization" | "repository", need: Need): Access {
  const granted = need === "read" ? "read" : "write";
  return level === "organization"
    ? { scopes: ["admin:org_hook"], permission: ["organization_hooks", granted] }
    : { scopes: repositoryScopes[need], permission: ["repository_hooks", granted] };
}

/** Any credential suffices. */
export const openAccess: Access = { scopes: [], permission: undefined };

export const metadataAccess: Access = { scopes: [], permission: ["metadata", "read"] };

export interface Principal extends Omit<TokenRecord, "kind"> {
  /** `unrestricted`: the seed has no tokens; `anonymous`: no credential; `app`: the App itself, by JWT. */
  readonly kind: TokenRecord["kind"] | "unrestricted" | "anonymous" | "app";
  /** Principals with the same bucket share one rate limit. */
  readonly bucket: string;
  readonly app: AppRecord | undefined;
  readonly installation: Installation | undefined;
  /** Of an installation token: lower-cased names; undefined = all of the account. */
  readonly repositories: ReadonlySet<string> | undefined;
}

export function seesAccount({ only, installation }: Principal, account: Account): boolean {
  if (installation !== undefined) return installation.account === account;
  return only === undefined || only.has(account.login.toLowerCase());
}

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
      // `public_repo` is for public repositories only.
      (scope !== "public_repo" || repository?.visibility === "public"),
  );
}

function hasPermission({ permissions }: Principal, { permission, alternative }: Access): boolean {
  if (permission === undefined) return true;
  return [permission, alternative].some((wanted) => {
    if (wanted === undefined) return false;
    const [name, level] = wanted;
    // Every such token may read metadata.
    if (name === "metadata") return true;
    const granted = permissions[name];
    return granted === "admin" || granted === "write" || (granted === "read" && level === "read");
  });
}

function checkSaml({ kind, sso, login }: Principal, { saml, login: organization }: Account): void {
  if (!saml || sso.has(organization.toLowerCase())) return;
  if (kind === "unrestricted" || kind === "installation" || kind === "actions") return;
  const url = `https://github.com/orgs/${organization}/sso?authorization_request=${login}`;
  throw new ApiError(
    403,
    "Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.",
    { headers: { "X-GitHub-SSO": `required; url=${url}` } },
  );
}

/**
 * Returns if the principal may do it, and throws otherwise. What a classic token lacks is hidden
 * behind a 404; Apps and fine-grained tokens get a 403.
 */
export function authorize(
  principal: Principal,
  access: Access,
  switches: Switches,
  target: { readonly account: Account; readonly repository: RepositoryRecord | undefined },
): void {
  switch (principal.kind) {
    case "unrestricted":
      return;
    case "anonymous":
      throw unauthenticated();
    case "app":
      throw notByIntegration();
    case "actions":
      // GITHUB_TOKEN has no permission for webhooks, whatever a seed says.
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
        throw new ApiError(403, "Resource not accessible by personal access token");
      return;
    case "installation":
      if (!hasPermission(principal, access)) throw notByIntegration();
      return;
    default:
      principal.kind satisfies never;
  }
}
