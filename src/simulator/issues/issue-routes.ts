import type { Access } from "../access/access.ts";
import type { Route } from "../http/routes.ts";
import {
  conversationAccess,
  createComment,
  createIssue,
  getIssue,
  getPull,
  issueAccess,
  listComments,
  listIssues,
  listPullsOfCommit,
  pullAccess,
  updateComment,
  updateIssue,
} from "./issue-operations.ts";

const issues = "/issues";
const one = "/issues/{issue_number}";

type Row = readonly [method: string, path: string, page: string, access: Access, run: Route["run"]];

const rows: readonly Row[] = [
  ["GET", issues, "issues/issues#list-repository-issues", issueAccess("read"), listIssues],
  ["POST", issues, "issues/issues#create-an-issue", issueAccess("write"), createIssue],
  ["GET", one, "issues/issues#get-an-issue", issueAccess("read"), getIssue],
  ["PATCH", one, "issues/issues#update-an-issue", issueAccess("write"), updateIssue],
  [
    "GET",
    `${one}/comments`,
    "issues/comments#list-issue-comments",
    conversationAccess("read"),
    listComments,
  ],
  [
    "POST",
    `${one}/comments`,
    "issues/comments#create-an-issue-comment",
    conversationAccess("write"),
    createComment,
  ],
  [
    "PATCH",
    "/issues/comments/{comment_id}",
    "issues/comments#update-an-issue-comment",
    conversationAccess("write"),
    updateComment,
  ],
  ["GET", "/pulls/{pull_number}", "pulls/pulls#get-a-pull-request", pullAccess, getPull],
  [
    "GET",
    "/commits/{commit_sha}/pulls",
    "commits/commits#list-pull-requests-associated-with-a-commit",
    pullAccess,
    listPullsOfCommit,
  ],
];

/** Issues, the conversations below them and below pull requests; by names and by numbers. */
export const issueRoutes: readonly Route[] = rows.flatMap(([method, path, page, access, run]) => {
  const shared = { method, access, documentation: `https://docs.github.com/rest/${page}` };
  return [
    { ...shared, path: `/repos/{owner}/{repo}${path}`, run },
    {
      ...shared,
      path: `/repositories/{id}${path}`,
      run: (exchange, [id = "", ...rest]) => run(exchange, [`#${id}`, "", ...rest]),
    } satisfies Route,
  ];
});
