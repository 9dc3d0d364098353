import { metadataAccess, type RouteAccess } from "../access/access.ts";
import { findRepository, lookUpRepository } from "../access/find.ts";
import { ApiError, archived, notFound } from "../http/api-error.ts";
import type { ApiRequest } from "../http/request.ts";
import type { CommentRecord, IssueRecord, RepositoryRecord } from "../store/store.ts";

/** Issues and pull requests need their own permissions; for their comments either suffices. */
export const accessTo = (...permissions: RouteAccess["permissions"]): RouteAccess => ({
  scopes: ["public_repo", "repo"],
  permissions,
});

/** Finds the repository of a path. Reading a public one needs no permission. */
export function findIssueRepository(
  request: ApiRequest,
  values: readonly string[],
): RepositoryRecord {
  const reading = request.method === "GET";
  const open = reading && lookUpRepository(request, values)?.visibility === "public";
  const access = open ? metadataAccess : request.access;
  const repository = findRepository({ ...request, access }, values);
  if (repository.archived && !reading) throw archived();
  return repository;
}

/** Pull requests have comments even if issues are disabled. */
export function checkEnabled({ has_issues: enabled }: RepositoryRecord): void {
  if (!enabled) throw new ApiError(410, "Issues are disabled for this repo");
}

const numberOf = (text = ""): number => (/^\d{1,16}$/.test(text) ? Number(text) : -1);

export function findIssue(request: ApiRequest, values: readonly string[]): IssueRecord {
  const repository = findIssueRepository(request, values);
  const issue = repository.issues.get(numberOf(values[2]));
  if (issue?.isPull !== true) checkEnabled(repository);
  if (issue === undefined) throw notFound();
  return issue;
}

export function findComment(request: ApiRequest, values: readonly string[]): CommentRecord {
  const id = numberOf(values[2]);
  const repository = findIssueRepository(request, values);
  for (const { comments } of repository.issues.values()) {
    const comment = comments.find((candidate) => candidate.id === id);
    if (comment !== undefined) return comment;
  }
  throw notFound();
}
