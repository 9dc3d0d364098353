import type { Comment, CommentsPort, Issue } from "../../src/model/comments-port.ts";
import { GitHubError } from "../../src/model/errors.ts";
import type { RepositoryScope } from "../../src/model/scope.ts";

export const place: RepositoryScope = { kind: "repository", owner: "acme", repository: "hooks" };

/** How a write ends. Behind `201` GitHub has accepted it, and the answer is odd. */
export type Fate =
  | "done"
  /** No answer, and no effect. */
  | "lost-before"
  /** No answer after the effect. */
  | "lost-after"
  /** An empty body, a web page or other JSON after the effect. */
  | "201-unreadable"
  /** The same, and no list ever shows an effect, as behind the page of a proxy. */
  | "201-nothing"
  /** The text arrives without its marker. */
  | "201-stripped";

export interface FakeForum {
  readonly port: CommentsPort;
  readonly comments: Comment[];
  readonly issues: Issue[];
  /** What was written, as `create comment` and the like. */
  readonly writes: string[];
  /** Called before every write, to let somebody else act in between. */
  between: () => void;
}

/** Comments and issues in memory, written by one author; the fates are those of the next writes. */
export function fakeForum(
  author: string,
  fates: readonly Fate[] = [],
  edits: readonly Fate[] = [],
): FakeForum {
  const left = { create: [...fates], update: [...edits] };
  const forum: Omit<FakeForum, "port"> = {
    comments: [],
    issues: [],
    writes: [],
    between: () => {},
  };
  const write = async <T>(
    what: string,
    body: string | undefined,
    effect: (body: string | undefined) => T,
  ): Promise<T> => {
    state.between();
    const fate = left[what.startsWith("create") ? "create" : "update"].shift() ?? "done";
    const error = (code: string, status: number): GitHubError =>
      new GitHubError(code, "no answer", { status, mayHaveHappened: true });
    forum.writes.push(what);
    if (fate === "lost-before") throw error("network-error", 0);
    if (fate === "201-nothing") throw error("malformed-answer", 201);
    const result = effect(fate === "201-stripped" ? body?.replace(/^<!--.*?-->\n/, "") : body);
    if (fate === "lost-after") throw error("network-error", 0);
    if (fate === "201-unreadable") throw error("malformed-answer", 201);
    return result;
  };
  const comment = (id: number, body: string): Comment => {
    const made = { id, body, author, url: `https://github.com/acme/hooks/pull/7#${id}` };
    const index = forum.comments.findIndex((one) => one.id === id);
    if (index === -1) forum.comments.push(made);
    else forum.comments[index] = { ...made, author: forum.comments[index]?.author ?? author };
    return made;
  };
  const change = (number: number, changed: Partial<Issue>): Issue => {
    const index = forum.issues.findIndex((one) => one.number === number);
    const old = forum.issues[index];
    if (old === undefined) throw new Error(`there is no issue ${number}`);
    const next = { ...old, ...changed };
    forum.issues[index] = next;
    return next;
  };
  const port: CommentsPort = {
    identity: async () => ({ login: author, isCertain: true }),
    pullRequestOf: async () => undefined,
    checkPullRequest: async () => {},
    visibility: async () => "private",
    listComments: async () => [...forum.comments],
    createComment: (_place, _number, body) =>
      write("create comment", body, (text = "") => comment(forum.comments.length + 1, text)),
    updateComment: (_place, id, body) =>
      write(`update ${id}`, body, (text = "") => comment(id, text)),
    listIssues: async (_place, login) =>
      forum.issues.filter((one) => one.author.toLowerCase() === login.toLowerCase()),
    createIssue: (_place, { title, body }) =>
      write("create issue", body, (text = "") => {
        const number = forum.issues.length + 1;
        const url = `https://github.com/acme/hooks/issues/${number}`;
        const issue: Issue = { number, title, body: text, state: "open", author, url };
        forum.issues.push(issue);
        return issue;
      }),
    updateIssue: (_place, number, { reason: _reason, body, ...changed }) =>
      write(`update issue ${number}`, body, (text) =>
        change(number, text === undefined ? changed : { ...changed, body: text }),
      ),
  };
  const state = Object.assign(forum, { port });
  return state;
}
