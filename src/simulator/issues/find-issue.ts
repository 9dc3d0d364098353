import { type Access, metadataAccess, type Need } from "../access/access.ts";
import { findRepository, lookUpRepository } from "../access/find.ts";
import { ApiError, archived, notFound } from "../http/api-error.ts";
import type { ApiRequest } from "../http/request.ts";
import type { CommentRecord, IssueRecord, RepositoryRecord } from "../store/store.ts";

/** Issues need their own permission. */
export function issueAccess(need: Exclude<Need, "delete">): Access {
  return { scopes: ["public_repo", "repo"], permission: ["issues", need] };
}

/** For the comments of an issue or a pull request either permission suffices. */
export function conversationAccess(need: Exclude<Need, "delete">): Access {
  return { ...issueAccess(need), alternative: ["pull_requests", need] };
}

export const pullAccess: Access = {
  scopes: ["public_repo", "repo"],
  permission: ["pull_requests", "read"],
};

/** Finds the repository of a path. Reading a public one needs no permission. */
export function findIssueRepository(
  request: ApiRequest,
  [owner = "", name = ""]: readonly string[],
  access: Access,
): RepositoryRecord {
  const reading = request.method === "GET";
  const open = reading && lookUpRepository(request, owner, name)?.visibility === "public";
  const repository = findRepository(request, owner, name, open ? metadataAccess : access);
  if (repository.archived && !reading) throw archived();
  return repository;
}

/** Pull requests have comments even if issues are disabled. */
export function checkEnabled({ hasIssues }: RepositoryRecord): void {
  if (!hasIssues) throw new ApiError(410, "Issues are disabled for this repo");
}

const numberOf = (text: string): number => (/^\d{1,16}$/.test(text) ? Number(text) : -1);

export interface FoundIssue {
  readonly repository: RepositoryRecord;
  readonly issue: IssueRecord;
}

export function findIssue(
  request: ApiRequest,
  [owner = "", name = "", number = ""]: readonly string[],
  access: Access,
): FoundIssue {
  const repository = findIssueRepository(request, [owner, name], access);
  const issue = repository.issues.get(numberOf(number));
  if (issue?.isPull !== true) checkEnabled(repository);
  if (issue === undefined) throw notFound();
  return { repository, issue };
}

export function findComment(
  request: ApiRequest,
  [owner = "", name = "", id = ""]: readonly string[],
  access: Access,
): FoundIssue & { readonly comment: CommentRecord } {
  const repository = findIssueRepository(request, [owner, name], access);
  for (const issue of repository.issues.values()) {
    const comment = issue.comments.find((candidate) => candidate.id === numberOf(id));
    if (comment !== undefined) return { repository, issue, comment };
  }
  throw notFound();
}
