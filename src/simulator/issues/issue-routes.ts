import type { Access, Principal } from "../access/access.ts";
import {
  ApiError,
  type FieldProblem,
  invalid,
  type JsonObject,
  notFound,
} from "../http/api-error.ts";
import { paginate } from "../http/paginate.ts";
import { readBody } from "../http/request.ts";
import { type Route, route } from "../http/routes.ts";
import type { CommentRecord, IssueRecord } from "../store/store.ts";
import { wholeSecond } from "../time.ts";
import {
  checkEnabled,
  conversationAccess,
  findComment,
  findIssue,
  findIssueRepository,
  issueAccess,
  pullAccess,
} from "./find-issue.ts";
import { renderComment, renderIssue, renderPull } from "./render-issue.ts";

/** The author of what a principal writes. For the token of Actions it is always the same bot. */
const authorOf = ({ kind, login }: Principal): string =>
  kind === "actions" ? "github-actions[bot]" : login;

/** Counted in characters rather than bytes. */
const maxBodyLength = 65_536;

const isTooLong = (text: string, max: number): boolean => [...text].length > max;

const issueProblem = (code: string, field: string, message?: string): ApiError =>
  invalid([{ resource: "Issue", code, field, ...(message === undefined ? {} : { message }) }]);

const tooLong = (field: string, max: number): ApiError =>
  issueProblem("custom", field, `${field} is too long (maximum is ${max} characters)`);

/** The `body` of a comment. */
function readCommentBody({ body }: JsonObject): string {
  const problem = (message: string): FieldProblem => ({
    resource: "IssueComment",
    code: "unprocessable",
    field: "data",
    message,
  });
  if (typeof body !== "string" || body.trim() === "")
    throw invalid([problem("Body cannot be blank")]);
  if (isTooLong(body, maxBodyLength))
    throw invalid([problem(`Body is too long (maximum is ${maxBodyLength} characters)`)]);
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
  const found = findIssue(request, values, conversationAccess("read"));
  const { repository, issue } = found;
  const path = `/repositories/${repository.id}/issues/${issue.number}/comments`;
  return paginate(request, issue.comments, path, (comment) =>
    renderComment(request, { ...found, comment }),
  );
};

const createComment: Route["run"] = (request, values) => {
  const found = findIssue(request, values, conversationAccess("write"));
  const { issue } = found;
  if (issue.locked) {
    throw new ApiError(403, "Unable to create comment because issue is locked.", {
      documentationUrl: "https://docs.github.com/articles/locking-conversations/",
    });
  }
  const at = wholeSecond(request.now);
  const id = request.store.ids.next("comment");
  const user = authorOf(request.principal);
  const text = readCommentBody(readBody(request));
  const comment: CommentRecord = { id, user, createdAt: at, body: text, updatedAt: at };
  issue.comments.push(comment);
  issue.updatedAt = at;
  const body = renderComment(request, { ...found, comment });
  return { status: 201, body, headers: { Location: String(body["url"]) } };
};

/** Write access to the repository suffices to edit the comments of others. */
const updateComment: Route["run"] = (request, values) => {
  const found = findComment(request, values, conversationAccess("write"));
  const { comment } = found;
  comment.body = readCommentBody(readBody(request));
  comment.updatedAt = wholeSecond(request.now);
  return { status: 200, body: renderComment(request, found) };
};

/** https://docs.github.com/rest/commits/commits#list-pull-requests-associated-with-a-commit */
const listPullsOfCommit: Route["run"] = (request, [owner = "", name = "", commit = ""]) => {
  const repository = findIssueRepository(request, [owner, name], pullAccess);
  const found = [...repository.issues.values()].filter(
    ({ isPull, mergeCommit }) => isPull && mergeCommit === commit,
  );
  const path = `/repositories/${repository.id}/commits/${commit}/pulls`;
  return paginate(request, found, path, (issue) => renderPull(request, { repository, issue }));
};

const getPull: Route["run"] = (request, values) => {
  const found = findIssue(request, values, pullAccess);
  if (!found.issue.isPull) throw notFound();
  return { status: 200, body: renderPull(request, found) };
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
  const repository = findIssueRepository(request, values, issueAccess("read"));
  checkEnabled(repository);
  const { query } = request;
  const found = [...repository.issues.values()]
    .filter(filterOf(query))
    .sort((left, right) => left.number - right.number);
  if (query.get("direction") !== "asc") found.reverse();
  return paginate(request, found, `/repositories/${repository.id}/issues`, (issue) =>
    renderIssue(request, { repository, issue }),
  );
};

const getIssue: Route["run"] = (request, values) => {
  const found = findIssue(request, values, issueAccess("read"));
  return { status: 200, body: renderIssue(request, found) };
};

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];

const createIssue: Route["run"] = (request, values) => {
  const repository = findIssueRepository(request, values, issueAccess("write"));
  checkEnabled(repository);
  const body = readBody(request);
  const title = readTitle(body);
  if (title === undefined) throw issueProblem("missing_field", "title");
  const number = Math.max(0, ...repository.issues.keys()) + 1;
  const issue: IssueRecord = {
    id: request.store.ids.next("issue"),
    number,
    isPull: false,
    mergeCommit: null,
    user: authorOf(request.principal),
    createdAt: wholeSecond(request.now),
    comments: [],
    title,
    body: readIssueBody(body) ?? null,
    state: "open",
    stateReason: null,
    locked: false,
    labels: strings(body["labels"]),
    updatedAt: wholeSecond(request.now),
  };
  repository.issues.set(number, issue);
  const rendered = renderIssue(request, { repository, issue });
  return { status: 201, body: rendered, headers: { Location: String(rendered["url"]) } };
};

const updateIssue: Route["run"] = (request, values) => {
  const found = findIssue(request, values, issueAccess("write"));
  const { issue } = found;
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
  return { status: 200, body: renderIssue(request, found) };
};

const one = "/issues/{issue_number}";
const ofIssue = `${one}/comments`;
const comment = "/issues/comments/{comment_id}";
const ofCommit = "/commits/{commit_sha}/pulls";
const pullsOfCommit = "commits/commits#list-pull-requests-associated-with-a-commit";

const [readIssue, writeIssue] = [issueAccess("read"), issueAccess("write")];
const [readTalk, writeTalk] = [conversationAccess("read"), conversationAccess("write")];

type Row = readonly [method: string, path: string, page: string, access: Access, run: Route["run"]];

const rows: readonly Row[] = [
  ["GET", "/issues", "issues/issues#list-repository-issues", readIssue, listIssues],
  ["POST", "/issues", "issues/issues#create-an-issue", writeIssue, createIssue],
  ["GET", one, "issues/issues#get-an-issue", readIssue, getIssue],
  ["PATCH", one, "issues/issues#update-an-issue", writeIssue, updateIssue],
  ["GET", ofIssue, "issues/comments#list-issue-comments", readTalk, listComments],
  ["POST", ofIssue, "issues/comments#create-an-issue-comment", writeTalk, createComment],
  ["PATCH", comment, "issues/comments#update-an-issue-comment", writeTalk, updateComment],
  ["GET", "/pulls/{pull_number}", "pulls/pulls#get-a-pull-request", pullAccess, getPull],
  ["GET", ofCommit, pullsOfCommit, pullAccess, listPullsOfCommit],
];

/** Issues and pull requests with their comments. */
export const issueRoutes: readonly Route[] = rows.map(([method, path, page, access, run]) =>
  route(method, `/repos/{owner}/{repo}${path}`, page, access, run),
);
