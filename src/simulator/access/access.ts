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
