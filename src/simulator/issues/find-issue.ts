import type { Access } from "../access/access.ts";
import { findRepository } from "../access/find-scope.ts";
import { notFound, Refusal } from "../http/answer.ts";
import type { Exchange } from "../http/exchange.ts";
import type { CommentRecord, IssueRecord, RepositoryRecord } from "../world/world.ts";

export interface FoundIssue {
  readonly repository: RepositoryRecord;
  readonly issue: IssueRecord;
}

/** The repository of a path; whoever reads what is public needs no permission for it. */
export function findForum(
  exchange: Exchange,
  [owner = "", name = ""]: readonly string[],
  access: Access,
): RepositoryRecord {
  const { world, method } = exchange;
  const known = owner.startsWith("#")
    ? world.repositoriesById.get(Number(owner.slice(1)))
    : world.repositories.get(`${owner}/${name}`.toLowerCase());
  const open = method === "GET" && known?.visibility === "public";
  const repository = findRepository(
    exchange,
    owner,
    name,
    open ? { scopes: [], permission: ["metadata", "read"] } : access,
  );
  if (repository.archived && method !== "GET")
    throw new Refusal(403, "Repository was archived so is read-only.");
  return repository;
}

/** Pull requests have their conversation also where issues are switched off. */
export function checkEnabled({ hasIssues }: RepositoryRecord): void {
  if (!hasIssues) throw new Refusal(410, "Issues are disabled for this repo");
}

const numberOf = (text: string): number => (/^\d{1,16}$/.test(text) ? Number(text) : -1);

export function findIssue(
  exchange: Exchange,
  [owner = "", name = "", number = ""]: readonly string[],
  access: Access,
): FoundIssue {
  const repository = findForum(exchange, [owner, name], access);
  const issue = repository.issues.get(numberOf(number));
  if (issue?.isPull !== true) checkEnabled(repository);
  if (issue === undefined) throw notFound();
  return { repository, issue };
}

export function findComment(
  exchange: Exchange,
  [owner = "", name = "", id = ""]: readonly string[],
  access: Access,
): FoundIssue & { readonly comment: CommentRecord } {
  const repository = findForum(exchange, [owner, name], access);
  for (const issue of repository.issues.values()) {
    const comment = issue.comments.find((candidate) => candidate.id === numberOf(id));
    if (comment !== undefined) return { repository, issue, comment };
  }
  throw notFound();
}
