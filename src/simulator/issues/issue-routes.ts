import type { Access } from "../access/access.ts";
import { alsoByNumber, type Route, route } from "../http/routes.ts";
import { conversationAccess, issueAccess, pullAccess } from "./find-issue.ts";
import {
  createComment,
  createIssue,
  getIssue,
  getPull,
  listComments,
  listIssues,
  listPullsOfCommit,
  updateComment,
  updateIssue,
} from "./issue-operations.ts";

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

/** Issues and pull requests with their comments, by names and by numbers. */
export const issueRoutes: readonly Route[] = rows.flatMap(([method, path, page, access, run]) =>
  alsoByNumber(route(method, `/repos/{owner}/{repo}${path}`, page, access, run)),
);
