import type { Scope } from "../../model/scope.ts";

/**
 * What a credential needs for an operation.
 * Classic scopes: https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps
 * Permissions: https://docs.github.com/en/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens
 */
export interface Need {
  /** The permission of a GitHub App, in the words of its settings. */
  readonly permission: string;
  /** What a token needs, as one or two sentences for the help of an error. */
  readonly ofToken: string;
}

const actionsToken =
  "The GITHUB_TOKEN that GitHub Actions makes for a workflow can never do this: no workflow permission covers webhooks.";

export function hooksNeed(scope: Scope, classic: string, level: "read" | "write"): Need {
  if (scope.kind === "organization") {
    const permission = `organization permission "Webhooks" (organization_hooks: ${level})`;
    return {
      permission,
      ofToken: `It needs a classic token with admin:org_hook, or a fine-grained token or GitHub App with the ${permission}; its user must own the organization, or on GitHub Enterprise Cloud have the organization role "Manage organization webhooks". ${actionsToken}`,
    };
  }
  const permission = `repository permission "Webhooks" (repository_hooks: ${level})`;
  return {
    permission,
    ofToken: `It needs a classic token with ${classic}, or a fine-grained token or GitHub App with the ${permission}; its user must be an admin of the repository. ${actionsToken}`,
  };
}

export function repositoriesNeed(): Need {
  const permission = 'repository permission "Metadata" (metadata: read)';
  return {
    permission,
    ofToken: `Private repositories need a classic token with repo, or a fine-grained token or GitHub App with the ${permission} on them.`,
  };
}

export function propertiesNeed(): Need {
  const permission =
    'organization permission "Custom properties" (organization_custom_properties: read)';
  return {
    permission,
    ofToken: `It needs a classic token with read:org, or a fine-grained token or GitHub App with the ${permission}.`,
  };
}

/** In the words of a repository's settings and of a workflow. */
const ofComments = {
  issues: ['repository permission "Issues" (issues: write)', "issues: write"],
  pulls: ['repository permission "Pull requests" (pull_requests: write)', "pull-requests: write"],
  either: [
    'repository permission "Pull requests" or "Issues" (pull_requests: write or issues: write)',
    "pull-requests: write",
  ],
} as const;

/** Nothing is read here but to write, so that is what is asked for at once. */
export function commentsNeed(kind: keyof typeof ofComments): Need {
  const [permission, workflow] = ofComments[kind];
  return {
    permission,
    ofToken: `It needs a classic token with repo (in a public repository public_repo), or a fine-grained token or GitHub App with the ${permission}. The GITHUB_TOKEN of a workflow has it with \`permissions: { ${workflow} }\`; for a pull request from a fork it only ever reads.`,
  };
}

export function describeNeed(
  need: Need | undefined,
  credential: "token" | "app" | "installation",
): string {
  if (need === undefined) return "";
  return credential === "token"
    ? need.ofToken
    : `The GitHub App needs the ${need.permission}. Add it in the settings of the App; an owner of the account then has to accept it for the installation.`;
}
