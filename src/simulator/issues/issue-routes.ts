import type { Principal, RouteAccess } from "../access/access.ts";
import { wholeSecond } from "../fields.ts";
import { ApiError, created, invalid, type JsonObject, notFound } from "../http/api-error.ts";
import { paginate } from "../http/paginate.ts";
import { readBody } from "../http/request.ts";
import { type Route, route } from "../http/routes.ts";
import { type CommentRecord, type IssueRecord, newIssue, numericPathOf } from "../store/store.ts";
import {
  accessTo,
  checkEnabled,
  findComment,
  findIssue,
  findIssueRepository,
} from "./find-issue.ts";
import { renderComment, renderIssue, renderPull } from "./render-issue.ts";

/** The author of what a principal writes. For the token of Actions it is always the same bot. */
const authorOf = ({ kind, login }: Principal): string =>
  kind === "actions" ? "github-actions[bot]" : login;

/** Counted in characters rather than bytes. */
const maxBodyLength = 65_536;

const isTooLong = (text: string, max: number): boolean => [...text].length > max;

const issueProblem = (code: string, field: string): ApiError =>
  invalid([{ resource: "Issue", code, field }]);

function tooLong(field: string, max: number): ApiError {
  const message = `${field} is too long (maximum is ${max} characters)`;
  return invalid([{ resource: "Issue", code: "custom", field, message }]);
}

/** The `body` of a comment. */
function readCommentBody({ body }: JsonObject): string {
  const refused = (message: string): ApiError =>
    invalid([{ resource: "IssueComment", code: "unprocessable", field: "data", message }]);
  if (typeof body !== "string" || body.trim() === "") throw refused("Body cannot be blank");
  if (isTooLong(body, maxBodyLength))
    throw refused(`Body is too long (maximum is ${maxBodyLength} characters)`);
  return body;
}

/** The `body` of an issue; undefined if it is not sent. */
function readIssueBody({ body }: JsonObject): string | null | undefined {
  if (typeof body !== "string") return body === null ? null : undefined;
  if (isTooLong(body, maxBodyLength)) throw tooLong("body", maxBodyLength);
  return body;
}

/** The `title` of an issue; undefined if it is not sent. */
function readTitle({ title }: JsonObject): string | undefined {
  if (title === undefined || title === null) return undefined;
  const text = String(title);
  if (text.trim() === "") throw issueProblem("missing_field", "title");
  if (isTooLong(text, 256)) throw tooLong("title", 256);
  return text;
}

/** The oldest first. */
const listComments: Route["run"] = (request, values) => {
  const { repository, number, comments } = findIssue(request, values);
  const path = `${numericPathOf(repository)}/issues/${number}/comments`;
  return paginate(request, comments, path, (comment) => renderComment(request, comment));
};

const createComment: Route["run"] = (request, values) => {
  const issue = findIssue(request, values);
  if (issue.locked) {
    throw new ApiError(403, "Unable to create comment because issue is locked.", {
      documentationUrl: "https://docs.github.com/articles/locking-conversations/",
    });
  }
  const at = wholeSecond(request.now);
  const comment: CommentRecord = {
    issue,
    id: request.store.ids.next("comment"),
    user: authorOf(request.principal),
    body: readCommentBody(readBody(request)),
    createdAt: at,
    updatedAt: at,
  };
  issue.comments.push(comment);
  issue.updatedAt = at;
  return created(renderComment(request, comment));
};

/** Write access to the repository suffices to edit the comments of others. */
const updateComment: Route["run"] = (request, values) => {
  const comment = findComment(request, values);
  comment.body = readCommentBody(readBody(request));
  comment.updatedAt = wholeSecond(request.now);
  return { body: renderComment(request, comment) };
};

/** https://docs.github.com/rest/commits/commits#list-pull-requests-associated-with-a-commit */
const listPullsOfCommit: Route["run"] = (request, values) => {
  const [, , commit = ""] = values;
  const repository = findIssueRepository(request, values);
  const found = [...repository.issues.values()].filter(
    ({ isPull, mergeCommit }) => isPull && mergeCommit === commit,
  );
  const path = `${numericPathOf(repository)}/commits/${commit}/pulls`;
  return paginate(request, found, path, (pull) => renderPull(request, pull));
};

const getPull: Route["run"] = (request, values) => {
  const issue = findIssue(request, values);
  if (!issue.isPull) throw notFound();
  return { body: renderPull(request, issue) };
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

/** Issues and pull requests, the newest first by default. */
const listIssues: Route["run"] = (request, values) => {
  const repository = findIssueRepository(request, values);
  checkEnabled(repository);
  const { query } = request;
  const found = [...repository.issues.values()]
    .filter(filterOf(query))
    .sort((left, right) => left.number - right.number);
  if (query.get("direction") !== "asc") found.reverse();
  return paginate(request, found, `${numericPathOf(repository)}/issues`, (issue) =>
    renderIssue(request, issue),
  );
};

const getIssue: Route["run"] = (request, values) => ({
  body: renderIssue(request, findIssue(request, values)),
});

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];

const createIssue: Route["run"] = (request, values) => {
  const repository = findIssueRepository(request, values);
  checkEnabled(repository);
  const sent = readBody(request);
  const title = readTitle(sent);
  if (title === undefined) throw issueProblem("missing_field", "title");
  const number = Math.max(0, ...repository.issues.keys()) + 1;
  const issue = newIssue(
    {
      ...{ repository, number, title, labels: strings(sent["labels"]) },
      id: request.store.ids.next("issue"),
      user: authorOf(request.principal),
      body: readIssueBody(sent) ?? null,
    },
    wholeSecond(request.now),
  );
  repository.issues.set(number, issue);
  return created(renderIssue(request, issue));
};

const updateIssue: Route["run"] = (request, values) => {
  const issue = findIssue(request, values);
  const sent = readBody(request);
  const { state, state_reason: reason, labels } = sent;
  const body = readIssueBody(sent);
  const title = readTitle(sent);
  if (state !== undefined && state !== "open" && state !== "closed")
    throw issueProblem("invalid", "state");
  if (body !== undefined) issue.body = body;
  if (title !== undefined) issue.title = title;
  if (labels !== undefined) issue.labels = strings(labels);
  if (state !== undefined && state !== issue.state) {
    issue.state = state;
    const fallback = state === "closed" ? "completed" : "reopened";
    issue.stateReason = typeof reason === "string" ? reason : fallback;
  }
  issue.updatedAt = wholeSecond(request.now);
  return { body: renderIssue(request, issue) };
};

const one = "/issues/{issue_number}";
const ofIssue = `${one}/comments`;
const comment = "/issues/comments/{comment_id}";
const ofCommit = "/commits/{commit_sha}/pulls";
const pullsOfCommit = "commits/commits#list-pull-requests-associated-with-a-commit";

const [readIssue, writeIssue] = [accessTo("issues=read"), accessTo("issues=write")];
const readTalk = accessTo("issues=read", "pull_requests=read");
const writeTalk = accessTo("issues=write", "pull_requests=write");
const readPull = accessTo("pull_requests=read");

type Row = readonly [
  method: string,
  path: string,
  page: string,
  access: RouteAccess,
  run: Route["run"],
];

const rows: readonly Row[] = [
  ["GET", "/issues", "issues/issues#list-repository-issues", readIssue, listIssues],
  ["POST", "/issues", "issues/issues#create-an-issue", writeIssue, createIssue],
  ["GET", one, "issues/issues#get-an-issue", readIssue, getIssue],
  ["PATCH", one, "issues/issues#update-an-issue", writeIssue, updateIssue],
  ["GET", ofIssue, "issues/comments#list-issue-comments", readTalk, listComments],
  ["POST", ofIssue, "issues/comments#create-an-issue-comment", writeTalk, createComment],
  ["PATCH", comment, "issues/comments#update-an-issue-comment", writeTalk, updateComment],
  ["GET", "/pulls/{pull_number}", "pulls/pulls#get-a-pull-request", readPull, getPull],
  ["GET", ofCommit, pullsOfCommit, readPull, listPullsOfCommit],
];

/** Issues and pull requests with their comments. */
export const issueRoutes: readonly Route[] = rows.map(([method, path, page, access, run]) =>
  route(method, `/repos/{owner}/{repo}${path}`, page, access, run),
);
