import type { CollaborationPort, Comment, Issue } from "../../src/model/collaboration-port.ts";
import { GitHubError } from "../../src/model/errors.ts";
import type { RepositoryScope } from "../../src/model/scope.ts";

export const place: RepositoryScope = { kind: "repository", owner: "acme", repository: "hooks" };

/** What becomes of the next writes, one after the other: as asked, lost before, or lost after. */
export type Fate = "done" | "lost-before" | "lost-after";

export interface FakeForum {
  readonly port: CollaborationPort;
  readonly comments: Comment[];
  readonly issues: Issue[];
  /** What was written, as `create comment` and the like. */
  readonly writes: string[];
  /** Called before every write, to let somebody else act in between. */
  between: () => void;
}

/** Comments and issues in memory, written by one author. */
export function fakeForum(author: string, fates: readonly Fate[] = []): FakeForum {
  const left = [...fates];
  const forum: Omit<FakeForum, "port"> = {
    comments: [],
    issues: [],
    writes: [],
    between: () => {},
  };
  const write = async <T>(what: string, effect: () => T): Promise<T> => {
    state.between();
    const fate = what.startsWith("create") ? (left.shift() ?? "done") : "done";
    const lost = new GitHubError("network-error", "no answer", {
      status: 0,
      mayHaveHappened: true,
    });
    if (fate === "lost-before") throw lost;
    forum.writes.push(what);
    const result = effect();
    if (fate === "lost-after") throw lost;
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
  const port: CollaborationPort = {
    identity: async () => ({ login: author, isCertain: true }),
    pullRequestOf: async () => undefined,
    checkPullRequest: async () => {},
    visibility: async () => "private",
    listComments: async () => [...forum.comments],
    createComment: (_place, _number, body) =>
      write("create comment", () => comment(forum.comments.length + 1, body)),
    updateComment: (_place, id, body) => write(`update ${id}`, () => comment(id, body)),
    listIssues: async (_place, login) =>
      forum.issues.filter((one) => one.author.toLowerCase() === login.toLowerCase()),
    createIssue: (_place, { title, body }) =>
      write("create issue", () => {
        const number = forum.issues.length + 1;
        const url = `https://github.com/acme/hooks/issues/${number}`;
        const issue: Issue = { number, title, body, state: "open", author, url };
        forum.issues.push(issue);
        return issue;
      }),
    updateIssue: (_place, number, { reason: _reason, ...changed }) =>
      write(`update issue ${number}`, () => change(number, changed)),
  };
  const state = Object.assign(forum, { port });
  return state;
}
