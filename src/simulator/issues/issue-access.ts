import type { Access, Need } from "../access/access.ts";

/** Issues themselves: nothing but the permission for them will do. */
export function issueAccess(need: Exclude<Need, "delete">): Access {
  return { scopes: ["public_repo", "repo"], permission: ["issues", need] };
}

/** The conversation below an issue or a pull request: the permission for either will do. */
export function conversationAccess(need: Exclude<Need, "delete">): Access {
  return { ...issueAccess(need), alternative: ["pull_requests", need] };
}

export const pullAccess: Access = {
  scopes: ["public_repo", "repo"],
  permission: ["pull_requests", "read"],
};
