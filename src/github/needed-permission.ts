import type { Scope } from "../model/scope.ts";
import type { RequestPurpose } from "./request-purpose.ts";

const actionsToken =
  "The GITHUB_TOKEN that GitHub Actions makes for a workflow can never do this: no workflow permission covers webhooks.";

/**
 * What a credential needs for a request, as one or two sentences for the help of an error.
 * Classic scopes: https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps
 * Permissions: https://docs.github.com/en/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens
 */
export function neededPermission(purpose: RequestPurpose): string {
  switch (purpose.kind) {
    case "list-hooks":
    case "read-hook":
      return hookPermission(purpose.scope, "read:repo_hook", "read");
    case "create-hook":
    case "update-hook":
      return hookPermission(purpose.scope, "write:repo_hook", "write");
    case "delete-hook":
      // Deleting takes more than writing, see X-Accepted-OAuth-Scopes of DELETE /repos/{owner}/{repo}/hooks/{id}.
      return hookPermission(purpose.scope, "admin:repo_hook", "write");
    case "list-repositories":
    case "read-repository":
      return 'Private repositories need a classic token with repo, or a fine-grained token or GitHub App with the repository permission "Metadata" (metadata: read) on them.';
    case "read-properties":
      return 'It needs a classic token with read:org, or a fine-grained token or GitHub App with the organization permission "Custom properties" (organization_custom_properties: read).';
    case "read-owner":
    case "read-user":
      return "";
    default:
      return purpose satisfies never;
  }
}

function hookPermission(scope: Scope, repositoryScope: string, level: "read" | "write"): string {
  return scope.kind === "organization"
    ? `It needs a classic token with admin:org_hook, or a fine-grained token or GitHub App with the organization permission "Webhooks" (organization_hooks: ${level}); its user must own the organization. ${actionsToken}`
    : `It needs a classic token with ${repositoryScope}, or a fine-grained token or GitHub App with the repository permission "Webhooks" (repository_hooks: ${level}); its user must be an admin of the repository. ${actionsToken}`;
}
