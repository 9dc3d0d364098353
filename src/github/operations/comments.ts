import type { Comment, CommentsPort, Issue } from "../../model/comments-port.ts";
import { GitHubError } from "../../model/errors.ts";
import type { JsonObject } from "../../model/json-object.ts";
import { redactTokens } from "../../redact/redact-tokens.ts";
import {
  malformedAnswer,
  parseFor,
  readId,
  readList,
  readObject,
} from "../errors/malformed-answer.ts";
import { ask, type HttpClient } from "../http/http-client.ts";
import { membersOf, textOf } from "../http/http-response.ts";
import { listPages } from "../http/list-pages.ts";
import type { CommentOperation } from "../operation.ts";
import { readIdentity } from "./account.ts";
import { readRepositories } from "./repositories.ts";

export function commentsOn(client: HttpClient): CommentsPort {
  const { repository: readRepository } = readRepositories(client);

  function write<Result>(
    operation: CommentOperation,
    texts: Readonly<Record<string, string | readonly string[]>>,
    parse: (value: unknown) => Result,
  ): Promise<Result> {
    // Others read them, so they go out as everything does that is printed.
    const body = Object.fromEntries(
      Object.entries(texts).map(([name, text]) => [
        name,
        typeof text === "string" ? redactTokens(text) : text,
      ]),
    );
    return ask(client, { operation, body }, parse);
  }

  const list = async <Item>(
    operation: CommentOperation,
    parse: (value: unknown) => Item,
  ): Promise<readonly Item[]> =>
    (await listPages(client, operation)).map((item) => parseFor(operation, item, parse));

  return {
    identity: (repository) => readIdentity(client, repository),
    visibility: async ({ owner, repository }) =>
      (await readRepository(owner, repository)).visibility,
    checkPullRequest: async (scope, number) => {
      try {
        await client.send({ operation: { kind: "read-pull", scope, number } });
      } catch (error) {
        // A token that may only write issues may comment all the same.
        if (error instanceof GitHubError && error.code === "missing-permission") return;
        throw error;
      }
    },
    pullRequestOf: async (scope, commit) => {
      const operation = { kind: "find-pull", scope, commit } as const;
      const items = await listPages(client, operation);
      return parseFor(operation, items, (pulls) => findPull(pulls, commit));
    },
    listComments: (scope, number) => list({ kind: "list-comments", scope, number }, parseComment),
    createComment: (scope, number, body) =>
      write({ kind: "create-comment", scope, number }, { body }, parseComment),
    updateComment: (scope, commentId, body) =>
      write({ kind: "update-comment", scope, commentId }, { body }, parseComment),
    listIssues: async (scope, author) => {
      const issues = await list({ kind: "list-issues", scope, author }, parseIssue);
      return issues.filter((issue) => issue !== undefined);
    },
    createIssue: (scope, issue) => write({ kind: "create-issue", scope }, issue, parseOwnIssue),
    updateIssue: (scope, number, { reason, ...change }) => {
      const body = { ...change, ...(reason === undefined ? {} : { state_reason: reason }) };
      return write({ kind: "update-issue", scope, number }, body, parseOwnIssue);
    },
  };
}

function parseOwnIssue(value: unknown): Issue {
  const issue = parseIssue(value);
  if (issue === undefined) throw malformedAnswer("the issue is a pull request");
  return issue;
}

/**
 * The number of the pull request that brought a commit: the one that it is the merge of, else one
 * that was merged, else the first. A commit of a branch stands in every pull request of that branch.
 */
export function findPull(value: unknown, commit: string): number | undefined {
  const pulls = readList(value).map((item) => readObject(item, "a pull request"));
  const merged = pulls.filter((pull) => typeof pull["merged_at"] === "string");
  const found = merged.find((pull) => pull["merge_commit_sha"] === commit) ?? merged[0] ?? pulls[0];
  return found === undefined ? undefined : readId({ id: found["number"] }, "a pull request");
}

/** What comments and issues have in common. */
function writingOf({ body, user, html_url: url }: JsonObject) {
  return {
    body: textOf(body),
    // An account that is gone leaves null behind, or the login `ghost`.
    author: textOf(membersOf(user)["login"]),
    // Where people read it. It goes into messages and comments, so nothing but an address is one.
    url: /^https?:\/\/[\w.:/#@~%+-]+$/.exec(textOf(url))?.[0] ?? "",
  };
}

export function parseComment(value: unknown): Comment {
  const comment = readObject(value, "a comment");
  return { id: readId(comment, "a comment"), ...writingOf(comment) };
}

/** Reads one issue; undefined where it is a pull request, which lists of issues hold as well. */
export function parseIssue(value: unknown): Issue | undefined {
  const issue = readObject(value, "an issue");
  const { pull_request: pull, number, state, title } = issue;
  if (pull !== undefined && pull !== null) return undefined;
  const id = readId({ id: number }, "an issue");
  if (state !== "open" && state !== "closed")
    throw malformedAnswer(`issue ${id} is neither open nor closed`);
  return { number: id, title: textOf(title), state, ...writingOf(issue) };
}
