import type { Access, Need, Principal } from "../access/access.ts";
import { findRepository } from "../access/find-scope.ts";
import { type FieldProblem, invalid, notFound, Refusal } from "../http/api-error.ts";
import { paginate } from "../http/paginate.ts";
import { type Exchange, type JsonObject, readBody } from "../http/request.ts";
import type { Route } from "../http/routes.ts";
import { wholeSecond } from "../store/seed-hook.ts";
import type { CommentRecord, IssueRecord, RepositoryRecord } from "../store/store.ts";
import { renderComment, renderIssue, renderPull } from "./render-issue.ts";

/** Under which name a principal writes. What Actions' own token writes is always the same bot's. */
export function authorOf({ kind, login }: Principal): string {
  return kind === "actions" ? "github-actions[bot]" : login;
}

/** Longer bodies are refused, counted in characters rather than bytes. */
const longest = 65_536;

/** The `body` of a comment: what GitHub says of one that will not do. */
export function readCommentBody({ body }: JsonObject): string {
  const problem = (message: string): FieldProblem => ({
    resource: "IssueComment",
    code: "unprocessable",
    field: "data",
    message,
  });
  if (typeof body !== "string" || body.trim() === "")
    throw invalid([problem("Body cannot be blank")]);
  if ([...body].length > longest)
    throw invalid([problem(`Body is too long (maximum is ${longest} characters)`)]);
  return body;
}

/** The `body` of an issue; undefined where it is not sent. */
export function readIssueBody({ body }: JsonObject): string | null | undefined {
  if (typeof body !== "string") return body === null ? null : undefined;
  if ([...body].length > longest) {
    const message = `body is too long (maximum is ${longest} characters)`;
    throw invalid([{ resource: "Issue", code: "custom", field: "body", message }]);
  }
  return body;
}

/** The `title` of an issue; undefined where it is not sent. */
export function readTitle({ title }: JsonObject): string | undefined {
  if (title === undefined || title === null) return undefined;
  const text = String(title);
  if (text.trim() === "")
    throw invalid([{ resource: "Issue", code: "missing_field", field: "title" }]);
  if ([...text].length > 256) {
    const message = "title is too long (maximum is 256 characters)";
    throw invalid([{ resource: "Issue", code: "custom", field: "title", message }]);
  }
  return text;
}

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

/** The oldest first. */
export const listComments: Route["run"] = (exchange, values) => {
  const { repository, issue } = findIssue(exchange, values, conversationAccess("read"));
  const path = `/repositories/${repository.id}/issues/${issue.number}/comments`;
  return paginate(exchange, issue.comments, path, (comment) =>
    renderComment(exchange, repository, issue, comment),
  );
};

export const createComment: Route["run"] = (exchange, values) => {
  const { repository, issue } = findIssue(exchange, values, conversationAccess("write"));
  if (issue.locked) {
    throw new Refusal(403, "Unable to create comment because issue is locked.", {
      documentationUrl: "https://docs.github.com/articles/locking-conversations/",
    });
  }
  const comment: CommentRecord = {
    id: exchange.world.ids.next("comment"),
    user: authorOf(exchange.principal),
    createdAt: wholeSecond(exchange.now),
    body: readCommentBody(readBody(exchange)),
    updatedAt: wholeSecond(exchange.now),
  };
  issue.comments.push(comment);
  issue.updatedAt = comment.updatedAt;
  const body = renderComment(exchange, repository, issue, comment);
  return { status: 201, body, headers: { Location: String(body["url"]) } };
};

/** Whoever may write to the repository may edit the comments of others, too. */
export const updateComment: Route["run"] = (exchange, values) => {
  const { repository, issue, comment } = findComment(exchange, values, conversationAccess("write"));
  comment.body = readCommentBody(readBody(exchange));
  comment.updatedAt = wholeSecond(exchange.now);
  return { status: 200, body: renderComment(exchange, repository, issue, comment) };
};

/** https://docs.github.com/rest/commits/commits#list-pull-requests-associated-with-a-commit */
export const listPullsOfCommit: Route["run"] = (exchange, [owner = "", name = "", commit = ""]) => {
  const repository = findForum(exchange, [owner, name], pullAccess);
  const found = [...repository.issues.values()].filter(
    ({ isPull, mergeCommit }) => isPull && mergeCommit === commit,
  );
  const path = `/repositories/${repository.id}/commits/${commit}/pulls`;
  return paginate(exchange, found, path, (pull) => renderPull(exchange, repository, pull));
};

export const getPull: Route["run"] = (exchange, values) => {
  const { repository, issue } = findIssue(exchange, values, pullAccess);
  if (!issue.isPull) throw notFound();
  return { status: 200, body: renderPull(exchange, repository, issue) };
};

/** Whether an issue passes the filters of a list. */
function filterOf(query: URLSearchParams): (issue: IssueRecord) => boolean {
  const state = query.get("state") ?? "open";
  const creator = query.get("creator")?.toLowerCase();
  const labels = (query.get("labels") ?? "").split(",").filter((label) => label !== "");
  return (issue) =>
    (state === "all" || issue.state === state) &&
    (creator === undefined || issue.user.toLowerCase() === creator) &&
    labels.every((label) => issue.labels.includes(label));
}

/** Issues and pull requests alike, the newest first unless told. */
export const listIssues: Route["run"] = (exchange, values) => {
  const repository = findForum(exchange, values, issueAccess("read"));
  checkEnabled(repository);
  const { query } = exchange;
  const found = [...repository.issues.values()]
    .filter(filterOf(query))
    .sort((left, right) => left.number - right.number);
  if (query.get("direction") !== "asc") found.reverse();
  return paginate(exchange, found, `/repositories/${repository.id}/issues`, (issue) =>
    renderIssue(exchange, repository, issue),
  );
};

export const getIssue: Route["run"] = (exchange, values) => {
  const { repository, issue } = findIssue(exchange, values, issueAccess("read"));
  return { status: 200, body: renderIssue(exchange, repository, issue) };
};

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];

export const createIssue: Route["run"] = (exchange, values) => {
  const repository = findForum(exchange, values, issueAccess("write"));
  checkEnabled(repository);
  const body = readBody(exchange);
  const title = readTitle(body);
  if (title === undefined)
    throw invalid([{ resource: "Issue", code: "missing_field", field: "title" }]);
  const { labels } = body;
  const number = Math.max(0, ...repository.issues.keys()) + 1;
  const issue: IssueRecord = {
    id: exchange.world.ids.next("issue"),
    number,
    isPull: false,
    mergeCommit: null,
    user: authorOf(exchange.principal),
    createdAt: wholeSecond(exchange.now),
    comments: [],
    title,
    body: readIssueBody(body) ?? null,
    state: "open",
    stateReason: null,
    locked: false,
    labels: strings(labels),
    updatedAt: wholeSecond(exchange.now),
  };
  repository.issues.set(number, issue);
  const rendered = renderIssue(exchange, repository, issue);
  return { status: 201, body: rendered, headers: { Location: String(rendered["url"]) } };
};

export const updateIssue: Route["run"] = (exchange, values) => {
  const { repository, issue } = findIssue(exchange, values, issueAccess("write"));
  const sent = readBody(exchange);
  const { state, state_reason: reason, labels } = sent;
  const body = readIssueBody(sent);
  const title = readTitle(sent);
  if (state !== undefined && state !== "open" && state !== "closed")
    throw invalid([{ resource: "Issue", code: "invalid", field: "state" }]);
  if (body !== undefined) issue.body = body;
  if (title !== undefined) issue.title = title;
  if (labels !== undefined) issue.labels = strings(labels);
  if (state !== undefined && state !== issue.state) {
    issue.state = state;
    const fallback = state === "closed" ? "completed" : "reopened";
    issue.stateReason = typeof reason === "string" ? reason : fallback;
  }
  issue.updatedAt = wholeSecond(exchange.now);
  return { status: 200, body: renderIssue(exchange, repository, issue) };
};
