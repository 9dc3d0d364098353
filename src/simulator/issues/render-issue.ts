import { timestamp } from "../hooks/render-hook.ts";
import type { Exchange } from "../http/exchange.ts";
import type { CommentRecord, IssueRecord, RepositoryRecord } from "../world/world.ts";
import { renderAuthor } from "./render-author.ts";

type Rendered = Readonly<Record<string, unknown>>;

const nodeId = (kind: string, id: number): string =>
  Buffer.from(`0:${kind}${id}`).toString("base64");

/** Where people read it. A server of one's own shows its pages beside its API. */
export function pageOf(
  { base }: Pick<Exchange, "base">,
  { owner, name }: RepositoryRecord,
  { number, isPull }: Pick<IssueRecord, "number" | "isPull">,
): string {
  const origin = base === "https://api.github.com" ? "https://github.com" : new URL(base).origin;
  return `${origin}/${owner.login}/${name}/${isPull ? "pull" : "issues"}/${number}`;
}

export const renderLabels = (labels: readonly string[], url: string): readonly Rendered[] =>
  labels.map((name, index) => ({
    id: index + 1,
    node_id: nodeId("Label", index + 1),
    url: `${url}/labels/${encodeURIComponent(name)}`,
    name,
    description: null,
    color: "ededed",
    default: false,
  }));

export const closedAt = ({ state, updatedAt }: IssueRecord): string | null =>
  state === "closed" ? timestamp(updatedAt) : null;

/** An issue; a pull request is one with the key `pull_request`. */
export function renderIssue(
  exchange: Pick<Exchange, "base" | "world">,
  repository: RepositoryRecord,
  issue: IssueRecord,
): Rendered {
  const { base, world } = exchange;
  const { id, number, isPull } = issue;
  const repositoryUrl = `${base}/repos/${repository.owner.login}/${repository.name}`;
  const url = `${repositoryUrl}/issues/${number}`;
  const page = pageOf(exchange, repository, issue);
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
    user: renderAuthor(world, issue.user, base),
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
    ...(isPull
      ? {
          draft: false,
          pull_request: {
            url: `${repositoryUrl}/pulls/${number}`,
            html_url: page,
            diff_url: `${page}.diff`,
            patch_url: `${page}.patch`,
            merged_at: null,
          },
        }
      : {}),
    body: issue.body,
    closed_by: null,
    timeline_url: `${url}/timeline`,
    performed_via_github_app: null,
    state_reason: issue.stateReason,
  };
}

export function renderComment(
  exchange: Pick<Exchange, "base" | "world">,
  repository: RepositoryRecord,
  issue: IssueRecord,
  comment: CommentRecord,
): Rendered {
  const { base, world } = exchange;
  const repositoryUrl = `${base}/repos/${repository.owner.login}/${repository.name}`;
  return {
    url: `${repositoryUrl}/issues/comments/${comment.id}`,
    html_url: `${pageOf(exchange, repository, issue)}#issuecomment-${comment.id}`,
    issue_url: `${repositoryUrl}/issues/${issue.number}`,
    id: comment.id,
    node_id: nodeId("IssueComment", comment.id),
    user: renderAuthor(world, comment.user, base),
    created_at: timestamp(comment.createdAt),
    updated_at: timestamp(comment.updatedAt),
    author_association: "NONE",
    body: comment.body,
    performed_via_github_app: null,
  };
}
