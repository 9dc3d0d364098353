import { notFound, Refusal } from "../http/answer.ts";
import { paginate } from "../http/paginate.ts";
import { readBody } from "../http/read-body.ts";
import type { Route } from "../http/route.ts";
import { wholeSecond } from "../world/make-hook.ts";
import type { CommentRecord } from "../world/world.ts";
import { authorOf } from "./author-of.ts";
import { findComment, findForum, findIssue } from "./find-issue.ts";
import { conversationAccess, pullAccess } from "./issue-access.ts";
import { readCommentBody } from "./read-text.ts";
import { renderComment } from "./render-issue.ts";
import { renderPull } from "./render-pull.ts";

type Run = Route["run"];

/** The oldest first. */
export const listComments: Run = (exchange, values) => {
  const { repository, issue } = findIssue(exchange, values, conversationAccess("read"));
  const path = `/repositories/${repository.id}/issues/${issue.number}/comments`;
  return paginate(exchange, issue.comments, path, (comment) =>
    renderComment(exchange, repository, issue, comment),
  );
};

export const createComment: Run = (exchange, values) => {
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
export const updateComment: Run = (exchange, values) => {
  const { repository, issue, comment } = findComment(exchange, values, conversationAccess("write"));
  comment.body = readCommentBody(readBody(exchange));
  comment.updatedAt = wholeSecond(exchange.now);
  return { status: 200, body: renderComment(exchange, repository, issue, comment) };
};

/** https://docs.github.com/rest/commits/commits#list-pull-requests-associated-with-a-commit */
export const listPullsOfCommit: Run = (exchange, [owner = "", name = "", commit = ""]) => {
  const repository = findForum(exchange, [owner, name], pullAccess);
  const found = [...repository.issues.values()].filter(
    ({ isPull, mergeCommit }) => isPull && mergeCommit === commit,
  );
  const path = `/repositories/${repository.id}/commits/${commit}/pulls`;
  return paginate(exchange, found, path, (pull) => renderPull(exchange, repository, pull));
};

export const getPull: Run = (exchange, values) => {
  const { repository, issue } = findIssue(exchange, values, pullAccess);
  if (!issue.isPull) throw notFound();
  return { status: 200, body: renderPull(exchange, repository, issue) };
};
