import type { Scope } from "../../model/scope.ts";
import type { TokenProvider } from "../http/token-provider.ts";
import { conversationNeed, conversationPermission, isConversation } from "./conversation-error.ts";
import type { RequestPurpose } from "./request-purpose.ts";

const actionsToken =
  "The GITHUB_TOKEN that GitHub Actions makes for a workflow can never do this: no workflow permission covers webhooks.";

/**
 * What a credential needs for a request, as one or two sentences for the help of an error.
 * Classic scopes: https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps
 * Permissions: https://docs.github.com/en/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens
 */
export function neededPermission(
  purpose: RequestPurpose,
  credential: TokenProvider["kind"],
): string {
  return credential === "token" ? ofToken(purpose) : ofApp(purpose);
}

function ofApp(purpose: RequestPurpose): string {
  const permission = appPermission(purpose);
  return permission === undefined
    ? ""
    : `The GitHub App needs the ${permission}. Add it in the settings of the App; an owner of the account then has to accept it for the installation.`;
}

function appPermission(purpose: RequestPurpose): string | undefined {
  switch (purpose.kind) {
    case "list-hooks":
    case "read-hook":
    case "list-deliveries":
    case "read-delivery":
      return webhooks(purpose.scope, "read");
    case "ping-hook":
    case "test-hook":
      return webhooks(purpose.scope, pingLevel(purpose.scope));
    case "create-hook":
    case "update-hook":
    case "delete-hook":
    case "redeliver":
      return webhooks(purpose.scope, "write");
    case "list-repositories":
    case "read-repository":
      return 'repository permission "Metadata" (metadata: read)';
    case "read-properties":
      return properties;
    default:
      return isConversation(purpose) ? conversationPermission(purpose).permission : undefined;
  }
}

const properties =
  'organization permission "Custom properties" (organization_custom_properties: read)';

function webhooks(scope: Scope, level: "read" | "write"): string {
  return scope.kind === "organization"
    ? `organization permission "Webhooks" (organization_hooks: ${level})`
    : `repository permission "Webhooks" (repository_hooks: ${level})`;
}

/** To ping the hook of an organization takes more than to ping that of a repository. */
function pingLevel(scope: Scope): "read" | "write" {
  return scope.kind === "organization" ? "write" : "read";
}

function ofToken(purpose: RequestPurpose): string {
  switch (purpose.kind) {
    case "list-hooks":
    case "read-hook":
    case "list-deliveries":
    case "read-delivery":
      return hookPermission(purpose.scope, "read:repo_hook", "read");
    case "ping-hook":
    case "test-hook":
      return hookPermission(purpose.scope, "read:repo_hook", pingLevel(purpose.scope));
    case "create-hook":
    case "update-hook":
    case "redeliver":
      return hookPermission(purpose.scope, "write:repo_hook", "write");
    case "delete-hook":
      // Deleting takes more than writing, see X-Accepted-OAuth-Scopes of DELETE /repos/{owner}/{repo}/hooks/{id}.
      return hookPermission(purpose.scope, "admin:repo_hook", "write");
    case "list-repositories":
    case "read-repository":
      return 'Private repositories need a classic token with repo, or a fine-grained token or GitHub App with the repository permission "Metadata" (metadata: read) on them.';
    case "read-properties":
      return `It needs a classic token with read:org, or a fine-grained token or GitHub App with the ${properties}.`;
    case "read-owner":
    case "read-user":
    case "read-rate-limit":
    case "find-installation":
    case "create-token":
    case "read-app":
      return "";
    default:
      return conversationNeed(purpose);
  }
}

function hookPermission(scope: Scope, repositoryScope: string, level: "read" | "write"): string {
  const permission = webhooks(scope, level);
  return scope.kind === "organization"
    ? `It needs a classic token with admin:org_hook, or a fine-grained token or GitHub App with the ${permission}; its user must own the organization, or on GitHub Enterprise Cloud have the organization role "Manage organization webhooks". ${actionsToken}`
    : `It needs a classic token with ${repositoryScope}, or a fine-grained token or GitHub App with the ${permission}; its user must be an admin of the repository. ${actionsToken}`;
}
