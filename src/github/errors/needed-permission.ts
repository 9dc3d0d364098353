import type { Scope } from "../../model/scope.ts";
import { foreignWords } from "../../redact/foreign-text.ts";
import type { Sensitive } from "../../redact/redact-known.ts";
import type { HttpResponse } from "../http/http-response.ts";

/**
 * What a credential needs for an operation.
 * Classic scopes: https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps
 * Permissions: https://docs.github.com/en/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens
 */
export interface NeededPermission {
  /** The permission of a GitHub App, in the words of its settings. */
  readonly permission: string;
  /** What a token needs, as one or two sentences for the help of an error. */
  readonly ofToken: string;
}

/** @param sentences with `{token}` for what a token needs */
function need(
  permission: string,
  classic: string,
  sentences = "It needs {token}.",
): NeededPermission {
  const token = `a classic token with ${classic}, or a fine-grained token or GitHub App with the ${permission}`;
  return { permission, ofToken: sentences.replace("{token}", token) };
}

const actionsToken =
  "The GITHUB_TOKEN that GitHub Actions makes for a workflow can never do this: no workflow permission covers webhooks.";

/** @param levels of the permission for a repository's hooks, and for those of an organization */
function onHooks(classic: string, levels: readonly [string, string]) {
  return ({ scope: { kind } }: { readonly scope: Scope }): NeededPermission => {
    const [level, scope, user] =
      kind === "repository"
        ? [levels[0], classic, "be an admin of the repository"]
        : [
            levels[1],
            "admin:org_hook",
            'own the organization, or on GitHub Enterprise Cloud have the organization role "Manage organization webhooks"',
          ];
    return need(
      `${kind} permission "Webhooks" (${kind}_hooks: ${level})`,
      scope,
      `It needs {token}; its user must ${user}. ${actionsToken}`,
    );
  };
}

export const hooks = {
  read: onHooks("read:repo_hook", ["read", "read"]),
  write: onHooks("write:repo_hook", ["write", "write"]),
  /** More than writing, see X-Accepted-OAuth-Scopes of DELETE /repos/{owner}/{repo}/hooks/{id}. */
  remove: onHooks("admin:repo_hook", ["write", "write"]),
  ping: onHooks("read:repo_hook", ["read", "write"]),
} as const;

export const repositories = (): NeededPermission =>
  need(
    'repository permission "Metadata" (metadata: read)',
    "repo",
    "Private repositories need {token} on them.",
  );

export const properties = (): NeededPermission =>
  need(
    'organization permission "Custom properties" (organization_custom_properties: read)',
    "read:org",
  );

/** Nothing is read there but to write, so that is what is asked for at once. */
function onComments(permission: string, inWorkflow: string) {
  return (): NeededPermission =>
    need(
      `repository permission ${permission}`,
      "repo (in a public repository public_repo)",
      `It needs {token}. The GITHUB_TOKEN of a workflow has it with \`permissions: { ${inWorkflow} }\`; for a pull request from a fork it only ever reads.`,
    );
}

export const issues = onComments('"Issues" (issues: write)', "issues: write");
export const pulls = onComments('"Pull requests" (pull_requests: write)', "pull-requests: write");
export const comments = onComments(
  '"Pull requests" or "Issues" (pull_requests: write or issues: write)',
  "pull-requests: write",
);

export function describeNeed(
  needed: NeededPermission | undefined,
  credential: "token" | "app" | "installation",
): string {
  if (needed === undefined) return "";
  return credential === "token"
    ? needed.ofToken
    : `The GitHub App needs the ${needed.permission}. Add it in the settings of the App; an owner of the account then has to accept it for the installation.`;
}

/** What this very answer says was needed and was there. */
export function describeGrants({ headers }: HttpResponse, sensitive: readonly Sensitive[]): string {
  const facts = (
    [
      ["x-accepted-github-permissions", "GitHub asks for the permission"],
      ["x-accepted-oauth-scopes", "GitHub accepts the scopes"],
      ["x-oauth-scopes", "the token has the scopes"],
    ] as const
  )
    .map(([header, meaning]) => [meaning, foreignWords(headers.get(header) ?? "", sensitive)])
    .filter(([, value]) => value !== "")
    .map((fact) => fact.join(" "));
  return facts.length === 0 ? "" : ` (In this answer, ${facts.join("; ")}.)`;
}
