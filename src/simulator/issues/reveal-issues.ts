import type { StoredIssue } from "../simulator.ts";
import type { RepositoryRecord } from "../world/world.ts";

/** The truth about the issues and pull requests of a repository, by number. */
export function revealIssues({ issues }: RepositoryRecord): readonly StoredIssue[] {
  return [...issues.values()]
    .sort((left, right) => left.number - right.number)
    .map(({ number, isPull, user, title, body, state, stateReason, locked, labels, comments }) => ({
      ...{ number, isPull, user, title, body, state, stateReason, locked, labels },
      comments: comments.map((comment) => ({
        id: comment.id,
        user: comment.user,
        body: comment.body,
      })),
    }));
}
