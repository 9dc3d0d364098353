import type { JsonObject } from "../http/api-error.ts";
import type { ApiRequest } from "../http/request.ts";
import { nodeId, renderAccount } from "../repositories/render-account.ts";
import { renderRepository } from "../repositories/render-repository.ts";
import type { CommentRecord, IssueRecord, RepositoryRecord } from "../store/store.ts";
import { timestamp } from "../time.ts";

const botId = 41_898_282;

type Context = Pick<ApiRequest, "base" | "store">;

/** The account of an author; authors that the seed does not have are users or bots. */
function renderAuthor({ store, base }: Context, login: string): JsonObject {
  const kind = login.endsWith("[bot]") ? "Bot" : "User";
  const account = store.accounts.get(login.toLowerCase());
  return renderAccount(account ?? { login, id: botId, kind }, base);
}

/** The web page of an issue. GitHub Enterprise Server has its pages on the host of its API. */
function pageOf(
  { base }: Context,
  { owner, name }: RepositoryRecord,
  { number, isPull }: Pick<IssueRecord, "number" | "isPull">,
): string {
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

/** An issue; a pull request is one with the key `pull_request`. */
export function renderIssue(
  request: Context,
  repository: RepositoryRecord,
  issue: IssueRecord,
): JsonObject {
  const { base } = request;
  const { id, number, isPull } = issue;
  const repositoryUrl = `${base}/repos/${repository.owner.login}/${repository.name}`;
  const url = `${repositoryUrl}/issues/${number}`;
  const page = pageOf(request, repository, issue);
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
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: page,
    id,
    node_id: nodeId("Issue", id),
    number,
    title: issue.title,
    user: renderAuthor(request, issue.user),
    labels: renderLabels(issue.labels, repositoryUrl),
    state: issue.state,
    locked: issue.locked,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: issue.comments.length,
    created_at: timestamp(issue.createdAt),
    updated_at: timestamp(issue.updatedAt),
    closed_at: closedAt(issue),
    author_association: "NONE",
    active_lock_reason: null,
    ...(isPull ? { draft: false, pull_request: pull } : {}),
    body: issue.body,
    closed_by: null,
    timeline_url: `${url}/timeline`,
    performed_via_github_app: null,
    state_reason: issue.stateReason,
  };
}

export function renderComment(
  request: Context,
  repository: RepositoryRecord,
  issue: IssueRecord,
  comment: CommentRecord,
): JsonObject {
  const { base } = request;
  const repositoryUrl = `${base}/repos/${repository.owner.login}/${repository.name}`;
  return {
    url: `${repositoryUrl}/issues/comments/${comment.id}`,
    html_url: `${pageOf(request, repository, issue)}#issuecomment-${comment.id}`,
    issue_url: `${repositoryUrl}/issues/${issue.number}`,
    id: comment.id,
    node_id: nodeId("IssueComment", comment.id),
    user: renderAuthor(request, comment.user),
    created_at: timestamp(comment.createdAt),
    updated_at: timestamp(comment.updatedAt),
    author_association: "NONE",
    body: comment.body,
    performed_via_github_app: null,
  };
}

const commit = "6dcb09b5b57875f334f61aebed695e2e4193db5e";

/** A pull request of one commit, from a branch of the same repository. */
export function renderPull(
  request: Context,
  repository: RepositoryRecord,
  pull: IssueRecord,
): JsonObject {
  const { base } = request;
  const { number, user } = pull;
  const whole = renderRepository(repository, base);
  const repositoryUrl = `${base}/repos/${repository.owner.login}/${repository.name}`;
  const url = `${repositoryUrl}/pulls/${number}`;
  const issueUrl = `${repositoryUrl}/issues/${number}`;
  const page = pageOf(request, repository, pull);
  const author = renderAuthor(request, user);
  const branch = (ref: string): JsonObject => ({
    label: `${repository.owner.login}:${ref}`,
    ref,
    sha: commit,
    user: author,
    repo: whole,
  });
  const links = {
    self: url,
    html: page,
    issue: issueUrl,
    comments: `${issueUrl}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${repositoryUrl}/pulls/comments{/number}`,
    commits: `${url}/commits`,
    statuses: `${repositoryUrl}/statuses/${commit}`,
  };
  return {
    url,
    id: pull.id,
    node_id: nodeId("PullRequest", pull.id),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issueUrl,
    number,
    state: pull.state,
    locked: pull.locked,
    title: pull.title,
    user: author,
    body: pull.body,
    created_at: timestamp(pull.createdAt),
    updated_at: timestamp(pull.updatedAt),
    closed_at: closedAt(pull),
    merged_at: pull.mergeCommit === null ? null : closedAt(pull),
    merge_commit_sha: pull.mergeCommit,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    labels: renderLabels(pull.labels, repositoryUrl),
    milestone: null,
    draft: false,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    comments_url: links.comments,
    statuses_url: links.statuses,
    head: branch("change"),
    base: branch("main"),
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
    author_association: "NONE",
    auto_merge: null,
    active_lock_reason: null,
    merged: pull.mergeCommit !== null,
    mergeable: true,
    rebaseable: true,
    mergeable_state: "clean",
    merged_by: null,
    comments: pull.comments.length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: 1,
    additions: 1,
    deletions: 0,
    changed_files: 1,
  };
}
