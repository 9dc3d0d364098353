import type { RepositoryScope } from "./scope.ts";

/** In whose name comments and issues are written. */
export interface Identity {
  readonly login: string;
  /** The credential says so itself; otherwise it is the likeliest bot's. */
  readonly isCertain: boolean;
}

/** A comment on a pull request or an issue. */
export interface Comment {
  readonly id: number;
  readonly body: string;
  /** The login; empty where the account is gone. */
  readonly author: string;
  /** For people; empty where GitHub gives none. */
  readonly url: string;
}

/** An issue as GitHub lists it. */
export interface Issue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly state: "open" | "closed";
  /** The login; empty where the account is gone. */
  readonly author: string;
  /** For people; empty where GitHub gives none. */
  readonly url: string;
}

/** What changes of an issue; a key that is absent stays as it is. */
export interface IssueChange {
  readonly body?: string;
  readonly state?: "open" | "closed";
  readonly reason?: "completed" | "not_planned" | "reopened";
}

/**
 * What comments and issues need of GitHub. It has no way to hooks. Every method throws a
 * GitHubError; nothing here repeats a create.
 */
export interface CommentsPort {
  readonly identity: (repository: RepositoryScope) => Promise<Identity>;
  /** Throws where there is no such pull request, as far as the credential can tell. */
  readonly checkPullRequest: (repository: RepositoryScope, number: number) => Promise<void>;
  /** The number of the pull request that brought a commit; undefined where none did. */
  readonly pullRequestOf: (
    repository: RepositoryScope,
    commit: string,
  ) => Promise<number | undefined>;
  readonly visibility: (repository: RepositoryScope) => Promise<"public" | "private" | "internal">;
  /** The oldest first, every page. */
  readonly listComments: (
    repository: RepositoryScope,
    number: number,
  ) => Promise<readonly Comment[]>;
  readonly createComment: (
    repository: RepositoryScope,
    number: number,
    body: string,
  ) => Promise<Comment>;
  readonly updateComment: (
    repository: RepositoryScope,
    id: number,
    body: string,
  ) => Promise<Comment>;
  /** Issues of one author, open and closed, without pull requests. */
  readonly listIssues: (repository: RepositoryScope, author: string) => Promise<readonly Issue[]>;
  readonly createIssue: (
    repository: RepositoryScope,
    issue: { readonly title: string; readonly body: string; readonly labels: readonly string[] },
  ) => Promise<Issue>;
  readonly updateIssue: (
    repository: RepositoryScope,
    number: number,
    change: IssueChange,
  ) => Promise<Issue>;
}
