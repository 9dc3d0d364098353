import type { CommentsPort, Issue } from "../model/comments-port.ts";
import { GitHubError } from "../model/errors.ts";
import { type RepositoryScope, scopePath } from "../model/scope.ts";
import { redactTokens } from "../redact/redact-tokens.ts";
import type { ClientOptions } from "./client-options.ts";
import type { ConversationPurpose } from "./errors/conversation-error.ts";
import { malformedAnswer, parseFor } from "./errors/malformed-answer.ts";
import { readJson } from "./errors/read-json.ts";
import { collaboratorIdentity } from "./http/collaborator-identity.ts";
import type { HttpClient } from "./http/http-client.ts";
import { listPages } from "./http/list-pages.ts";
import { openHttpClient } from "./open-clients.ts";
import { findPull } from "./operations/find-pull.ts";
import { readRepositories } from "./operations/repositories.ts";
import { parseComment, parseIssue } from "./parse/parse-issue.ts";

/** What lies behind `createGitHubCollaborator`, and is loaded only with it. */
export async function openCollaborator(options: ClientOptions): Promise<CommentsPort> {
  return collaboratorOn(await openHttpClient(options, "comments"));
}

function collaboratorOn(client: HttpClient): CommentsPort {
  const { repository: readRepository } = readRepositories(client);

  async function write<Result>(
    purpose: ConversationPurpose,
    method: "POST" | "PATCH",
    path: string,
    texts: Readonly<Record<string, string | readonly string[]>>,
    parse: (value: unknown) => Result,
  ): Promise<Result> {
    const url = `${scopePath(purpose.scope)}/issues${path}`;
    // Others read them, so they go out as everything does that is printed.
    const body = Object.fromEntries(
      Object.entries(texts).map(([name, text]) => [
        name,
        typeof text === "string" ? redactTokens(text) : text,
      ]),
    );
    const answer = await client.send({ method, url, purpose, body });
    return parseFor(purpose, answer, () => parse(readJson(answer)));
  }

  return {
    identity: (repository) => collaboratorIdentity(client, repository),
    visibility: async ({ owner, repository }) =>
      (await readRepository(owner, repository)).visibility,
    checkPullRequest: async (scope, number) => {
      const purpose = { kind: "read-pull", scope, number } as const;
      const url = `${scopePath(scope)}/pulls/${number}`;
      try {
        await client.send({ method: "GET", url, purpose });
      } catch (error) {
        // A token that may only write issues may comment all the same.
        if (error instanceof GitHubError && error.code === "missing-permission") return;
        throw error;
      }
    },
    pullRequestOf: async (scope, commit) => {
      const purpose = { kind: "find-pull", scope, commit } as const;
      const path = `${scopePath(scope)}/commits/${commit}/pulls`;
      const items = await listPages(client, path, purpose);
      return parseFor(purpose, items, (pulls) => findPull(pulls, commit));
    },
    listComments: async (scope, number) => {
      const purpose = { kind: "list-comments", scope, number } as const;
      const path = `${scopePath(scope)}/issues/${number}/comments`;
      const items = await listPages(client, path, purpose);
      return items.map((item) => parseFor(purpose, item, parseComment));
    },
    createComment: (scope, number, body) => {
      const purpose = { kind: "create-comment", scope, number } as const;
      return write(purpose, "POST", `/${number}/comments`, { body }, parseComment);
    },
    updateComment: (scope, commentId, body) => {
      const purpose = { kind: "update-comment", scope, commentId } as const;
      return write(purpose, "PATCH", `/comments/${commentId}`, { body }, parseComment);
    },
    listIssues: (scope, author) => listIssues(client, scope, author),
    createIssue: (scope, issue) =>
      write({ kind: "create-issue", scope }, "POST", "", issue, parseOwnIssue),
    updateIssue: (scope, number, { reason, ...change }) => {
      const purpose = { kind: "update-issue", scope, number } as const;
      const body = { ...change, ...(reason === undefined ? {} : { state_reason: reason }) };
      return write(purpose, "PATCH", `/${number}`, body, parseOwnIssue);
    },
  };
}

/** https://docs.github.com/en/rest/issues/issues#list-repository-issues: pull requests are among them. */
async function listIssues(
  client: HttpClient,
  scope: RepositoryScope,
  author: string,
): Promise<readonly Issue[]> {
  const purpose = { kind: "list-issues", scope } as const;
  const path = `${scopePath(scope)}/issues?state=all&creator=${encodeURIComponent(author)}`;
  const items = await listPages(client, path, purpose);
  return items
    .map((item) => parseFor(purpose, item, parseIssue))
    .filter((issue) => issue !== undefined);
}

function parseOwnIssue(value: unknown): Issue {
  const issue = parseIssue(value);
  if (issue === undefined) throw malformedAnswer("the issue is a pull request");
  return issue;
}
