import { allOf, nodeId, timestamp, urlsBelow } from "../fields.ts";
import type { JsonObject } from "../http/api-error.ts";
import type { ApiRequest } from "../http/request.ts";
import { renderAccount, renderRepository } from "../repositories/render-repository.ts";
import type { StoredIssue } from "../simulator.ts";
import {
  apiPathOf,
  type CommentRecord,
  type IssueRecord,
  type RepositoryRecord,
} from "../store/store.ts";

const botId = 41_898_282;

type Context = Pick<ApiRequest, "base" | "store">;

/** The account of an author; authors that the seed does not have are users or bots. */
function renderAuthor({ store, base }: Context, login: string): JsonObject {
  const kind = login.endsWith("[bot]") ? "Bot" : "User";
  const account = store.accounts.get(login.toLowerCase());
  return renderAccount(account ?? { login, id: botId, kind }, base);
}

/** The web page of an issue. GitHub Enterprise Server has its pages on the host of its API. */
function pageOf({ base }: Context, { repository, number, isPull }: IssueRecord): string {
  const { owner, name } = repository;
  const origin = base === "https://api.github.com" ? "https://github.com" : new URL(base).origin;
  return `${origin}/${owner.login}/${name}/${isPull ? "pull" : "issues"}/${number}`;
}

const renderLabels = (labels: readonly string[], url: string): readonly JsonObject[] =>
  labels.map((name, index) => ({
    id: index + 1,
    node_id: nodeId("Label", index + 1),
    url: `${url}/labels/${encodeURIComponent(name)}`,
    name,
    description: null,
    color: "ededed",
    default: false,
  }));

const closedAt = ({ state, updatedAt }: IssueRecord): string | null =>
  state === "closed" ? timestamp(updatedAt) : null;

/** What an issue and a pull request are shown with alike. */
function renderShared(request: Context, issue: IssueRecord): JsonObject {
  const { number, title, state, locked, body, comments, labels, user, repository } = issue;
  return {
    ...{ number, title, state, locked, body, comments: comments.length },
    html_url: pageOf(request, issue),
    user: renderAuthor(request, user),
    labels: renderLabels(labels, request.base + apiPathOf(repository)),
    created_at: timestamp(issue.createdAt),
    updated_at: timestamp(issue.updatedAt),
    closed_at: closedAt(issue),
    ...allOf(null, "assignee milestone active_lock_reason"),
    assignees: [],
    author_association: "NONE",
  };
}

const issueUrls = urlsBelow("labels{/name} comments events timeline");

/** An issue; a pull request is one with the key `pull_request`. */
export function renderIssue(request: Context, issue: IssueRecord): JsonObject {
  const { id, number, isPull } = issue;
  const repositoryUrl = request.base + apiPathOf(issue.repository);
  const url = `${repositoryUrl}/issues/${number}`;
  const page = pageOf(request, issue);
  const pull = {
    url: `${repositoryUrl}/pulls/${number}`,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    merged_at: null,
  };
  return {
    url,
    repository_url: repositoryUrl,
    ...issueUrls(url),
    id,
    node_id: nodeId("Issue", id),
    ...renderShared(request, issue),
    ...(isPull ? { draft: false, pull_request: pull } : {}),
    ...allOf(null, "closed_by performed_via_github_app"),
    state_reason: issue.stateReason,
  };
}

export function renderComment(request: Context, comment: CommentRecord): JsonObject {
  const { id, issue, user, body } = comment;
  const url = `${request.base}${apiPathOf(issue.repository)}/issues`;
  return {
    url: `${url}/comments/${id}`,
    html_url: `${pageOf(request, issue)}#issuecomment-${id}`,
    issue_url: `${url}/${issue.number}`,
    id,
    node_id: nodeId("IssueComment", id),
    user: renderAuthor(request, user),
    created_at: timestamp(comment.createdAt),
    updated_at: timestamp(comment.updatedAt),
    author_association: "NONE",
    body,
    performed_via_github_app: null,
  };
}

const commit = "6dcb09b5b57875f334f61aebed695e2e4193db5e";

/** A pull request of one commit, from a branch of the same repository. */
export function renderPull(request: Context, pull: IssueRecord): JsonObject {
  const { id, number, mergeCommit, repository } = pull;
  const repositoryUrl = request.base + apiPathOf(repository);
  const page = pageOf(request, pull);
  const branch = (ref: string): JsonObject => ({
    label: `${repository.owner.login}:${ref}`,
    ref,
    sha: commit,
    user: renderAuthor(request, pull.user),
    repo: renderRepository(repository, request.base),
  });
  const url = `${repositoryUrl}/pulls/${number}`;
  const issue = `${repositoryUrl}/issues/${number}`;
  const links = {
    issue,
    comments: `${issue}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${repositoryUrl}/pulls/comments{/number}`,
    commits: `${url}/commits`,
    statuses: `${repositoryUrl}/statuses/${commit}`,
  };
  const asLinks = Object.entries({ self: url, html: page, ...links });
  return {
    url,
    id,
    node_id: nodeId("PullRequest", id),
    ...renderShared(request, pull),
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    ...Object.fromEntries(Object.entries(links).map(([name, href]) => [`${name}_url`, href])),
    _links: Object.fromEntries(asLinks.map(([name, href]) => [name, { href }])),
    merged: mergeCommit !== null,
    merged_at: mergeCommit === null ? null : closedAt(pull),
    merge_commit_sha: mergeCommit,
    head: branch("change"),
    base: branch("main"),
    ...allOf(null, "auto_merge merged_by"),
    ...allOf([], "requested_reviewers requested_teams"),
    ...allOf(true, "mergeable rebaseable"),
    ...allOf(false, "draft maintainer_can_modify"),
    mergeable_state: "clean",
    ...allOf(1, "commits additions changed_files"),
    ...allOf(0, "deletions review_comments"),
  };
}

/** The issues and pull requests of a repository as tests see them, by number. */
export function revealIssues({ issues }: RepositoryRecord): readonly StoredIssue[] {
  return [...issues.values()]
    .sort((left, right) => left.number - right.number)
    .map(({ id: _, repository, mergeCommit, createdAt, updatedAt, comments, ...issue }) => ({
      ...issue,
      comments: comments.map(({ id, user, body }) => ({ id, user, body })),
    }));
}
