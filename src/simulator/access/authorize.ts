import { notFound, Refusal } from "../http/answer.ts";
import type { Switches } from "../switches.ts";
import type { Account, RepositoryRecord } from "../world/world.ts";
import type { Access, Principal } from "./access.ts";

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
