import { ApiError, notByIntegration, notFound, unauthenticated } from "../http/api-error.ts";
import type {
  AppRecord,
  Level,
  RepositoryRecord,
  StoredAccount,
  StoredInstallation,
  TokenRecord,
} from "../store/store.ts";
import type { Switches } from "../switches.ts";

export type AccessLevel = "read" | "write" | "delete";

/** What a route needs of a credential. */
export interface RouteAccess {
  /** Any one of these OAuth scopes suffices; none = no scope is needed. */
  readonly scopes: readonly string[];
  /** Any one of these suffices to Apps and fine-grained tokens; none = no permission is needed. */
  readonly permissions: readonly `${string}=${"read" | "write"}`[];
}

// As recorded in X-Accepted-OAuth-Scopes (hub4j/github-api AppTest tryHook, 2021; sigmavirus24/github3.py, 2018).
const repositoryScopes: Readonly<Record<AccessLevel, readonly string[]>> = {
  read: ["admin:repo_hook", "public_repo", "read:repo_hook", "repo", "write:repo_hook"],
  write: ["admin:repo_hook", "public_repo", "repo", "write:repo_hook"],
  delete: ["admin:repo_hook", "public_repo", "repo"],
};

/** What the webhook operations need. */
export function hookAccess(level: Level, need: AccessLevel): RouteAccess {
  const scopes = level === "organization" ? ["admin:org_hook"] : repositoryScopes[need];
  return { scopes, permissions: [`${level}_hooks=${need === "read" ? "read" : "write"}`] };
}

/** What a request reads or changes. */
type Target = StoredAccount | RepositoryRecord;

/** Any credential suffices. */
export const openAccess: RouteAccess = { scopes: [], permissions: [] };

/** Every such token may read metadata. */
export const metadataAccess: RouteAccess = { scopes: [], permissions: ["metadata=read"] };

export interface Principal extends Omit<TokenRecord, "kind"> {
  /** `unrestricted`: the seed has no tokens; `anonymous`: no credential; `app`: the App itself, by JWT. */
  readonly kind: TokenRecord["kind"] | "unrestricted" | "anonymous" | "app";
  /** Principals with the same bucket share one rate limit. */
  readonly bucket: string;
  readonly app?: AppRecord;
  readonly installation?: StoredInstallation;
  /** Of an installation token: lower-cased names; undefined = all of the account. */
  readonly repositories?: StoredInstallation["repositories"];
}

export function seesAccount({ only, installation }: Principal, account: StoredAccount): boolean {
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

function hasScope({ scopes }: Principal, access: RouteAccess, target: Target): boolean {
  // `public_repo` is for public repositories only.
  const isPublic = target.kind === "Repository" && target.visibility === "public";
  const suffices = (scope: string): boolean =>
    scopes.includes(scope) && (scope !== "public_repo" || isPublic);
  return access.scopes.length === 0 || access.scopes.some(suffices);
}

function hasPermission(principal: Principal, { permissions }: RouteAccess): boolean {
  const suffices = (permission: string): boolean => {
    const [name = "", level] = permission.split("=");
    const granted = principal.permissions[name];
    // Every such token may read metadata.
    if (name === "metadata" || granted === "admin" || granted === "write") return true;
    return granted === "read" && level === "read";
  };
  return permissions.length === 0 || permissions.some(suffices);
}

function checkSaml({ sso, login }: Principal, target: Target): void {
  const account = target.kind === "Repository" ? target.owner : target;
  if (!account.saml || sso.has(account.login.toLowerCase())) return;
  const url = `https://github.com/orgs/${account.login}/sso?authorization_request=${login}`;
  throw new ApiError(
    403,
    "Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.",
    { headers: { "X-GitHub-SSO": `required; url=${url}` } },
  );
}

/** GITHUB_TOKEN has no permission for webhooks, whatever a seed says. */
const isHookAccess = ({ permissions }: RouteAccess): boolean =>
  permissions.some((permission) => permission.includes("_hooks="));

/**
 * Returns if the principal may do it, and throws otherwise. What a classic token lacks is hidden
 * behind a 404; Apps and fine-grained tokens get a 403.
 */
export function authorize(
  principal: Principal,
  access: RouteAccess,
  switches: Switches,
  target: Target,
): void {
  switch (principal.kind) {
    case "unrestricted":
      return;
    case "anonymous":
      throw unauthenticated();
    case "app":
      throw notByIntegration();
    case "actions":
      if (!isHookAccess(access) && hasPermission(principal, access)) return;
      throw switches.actionsToken === "403" ? notByIntegration() : notFound();
    case "classic":
    case "oauth":
      checkSaml(principal, target);
      if (!hasScope(principal, access, target)) throw notFound();
      return;
    case "fine-grained":
      checkSaml(principal, target);
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
