import { timestamp } from "../hooks/render-hook.ts";
import type { Exchange } from "../http/exchange.ts";
import { renderRepository } from "../repositories/render-repository.ts";
import type { IssueRecord, RepositoryRecord } from "../world/world.ts";
import { renderAuthor } from "./render-author.ts";
import { closedAt, pageOf, renderLabels } from "./render-issue.ts";

const commit = "6dcb09b5b57875f334f61aebed695e2e4193db5e";

/** A pull request of one commit, from a branch of the same repository. */
export function renderPull(
  exchange: Pick<Exchange, "base" | "world">,
  repository: RepositoryRecord,
  pull: IssueRecord,
): Readonly<Record<string, unknown>> {
  const { base, world } = exchange;
  const { number, user } = pull;
  const whole = renderRepository(repository, base);
  const repositoryUrl = `${base}/repos/${repository.owner.login}/${repository.name}`;
  const url = `${repositoryUrl}/pulls/${number}`;
  const issueUrl = `${repositoryUrl}/issues/${number}`;
  const page = pageOf(exchange, repository, pull);
  const author = renderAuthor(world, user, base);
  const branch = (ref: string): Readonly<Record<string, unknown>> => ({
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
    node_id: Buffer.from(`0:PullRequest${pull.id}`).toString("base64"),
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
