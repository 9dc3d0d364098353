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

type OfRepository<Rest extends readonly unknown[], Result> = (
  repository: RepositoryScope,
  ...rest: Rest
) => Promise<Result>;

/** What comments and issues need of GitHub. Methods throw a GitHubError; no create is repeated. */
export interface CommentsPort {
  readonly identity: OfRepository<[], Identity>;
  /** Throws where there is no such pull request, as far as the credential can tell. */
  readonly checkPullRequest: OfRepository<[number: number], void>;
  /** The number of the pull request that brought a commit; undefined where none did. */
  readonly pullRequestOf: OfRepository<[commit: string], number | undefined>;
  readonly visibility: OfRepository<[], "public" | "private" | "internal">;
  /** The oldest first, every page. */
  readonly listComments: OfRepository<[number: number], readonly Comment[]>;
  readonly createComment: OfRepository<[number: number, body: string], Comment>;
  readonly updateComment: OfRepository<[id: number, body: string], Comment>;
  /** Issues of one author, open and closed, without pull requests. */
  readonly listIssues: OfRepository<[author: string], readonly Issue[]>;
  readonly createIssue: OfRepository<
    [issue: Pick<Issue, "title" | "body"> & { readonly labels: readonly string[] }],
    Issue
  >;
  readonly updateIssue: OfRepository<[number: number, change: IssueChange], Issue>;
}
