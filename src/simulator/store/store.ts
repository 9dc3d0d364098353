import type { SeedRateLimit, SeedReceiver, SeedRepository, SeedToken } from "../seed/seed.ts";
import type { LastResponse, StoredComment, StoredHook, StoredIssue } from "../simulator.ts";
import type { Switches } from "../switches.ts";
import type { Ids } from "./ids.ts";

/** Everything that GitHub remembers, and how it behaves. Maps are keyed by lower-cased names. */
export interface Store {
  readonly switches: Switches;
  readonly accounts: Map<string, StoredAccount>;
  readonly accountsById: Map<number, StoredAccount>;
  /** By `owner/name`. */
  readonly repositories: Map<string, RepositoryRecord>;
  readonly repositoriesById: Map<number, RepositoryRecord>;
  /** `owner/name` that a repository once had → the `owner/name` it has. */
  readonly moved: Map<string, string>;
  /** undefined = any token may do everything. */
  readonly tokens: Map<string, TokenRecord> | undefined;
  readonly apps: Map<string, AppRecord>;
  readonly installationTokens: Map<string, InstallationToken>;
  readonly receivers: readonly Receiver[];
  /** undefined = no limits. */
  readonly rateLimit: Required<SeedRateLimit> | undefined;
  readonly ids: Ids;
}

export interface StoredAccount {
  readonly kind: "Organization" | "User";
  readonly id: number;
  readonly login: string;
  readonly saml: boolean;
  /** In the order of creation. */
  readonly repositories: RepositoryRecord[];
  /** By id, in the order of creation. Users have no hooks. */
  readonly hooks: Map<number, HookRecord>;
}

export interface RepositoryRecord
  extends Required<
    Pick<
      SeedRepository,
      "id" | "archived" | "fork" | "visibility" | "topics" | "properties" | "has_issues"
    >
  > {
  readonly kind: "Repository";
  readonly owner: StoredAccount;
  readonly name: string;
  readonly blocked?: SeedRepository["blocked"];
  readonly description: string | null;
  readonly createdAt: number;
  readonly hooks: Map<number, HookRecord>;
  /** Pull requests among them, by number. */
  readonly issues: Map<number, IssueRecord>;
}

/** What has hooks: an organization or a repository. */
export type HookScope = StoredAccount | RepositoryRecord;
export type Level = "organization" | "repository";

export const levelOf = ({ kind }: HookScope): Level =>
  kind === "Repository" ? "repository" : "organization";

/** The path of a scope by name, such as `/orgs/acme` or `/repos/acme/api`. */
export const apiPathOf = (scope: HookScope): string =>
  scope.kind === "Repository"
    ? `/repos/${scope.owner.login}/${scope.name}`
    : `/orgs/${scope.login}`;

/** The same by number, to which `Link` leads. */
export const numericPathOf = ({ kind, id }: HookScope): string =>
  kind === "Repository" ? `/repositories/${id}` : `/organizations/${id}`;

export type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** An issue or a pull request, which is an issue with more keys. */
export interface IssueRecord extends Mutable<Omit<StoredIssue, "comments">> {
  readonly repository: RepositoryRecord;
  readonly id: number;
  /** Of a merged pull request. */
  readonly mergeCommit: string | null;
  readonly createdAt: number;
  /** In the order of creation. */
  readonly comments: CommentRecord[];
  updatedAt: number;
}

/** An issue as it is when nothing more is said about it, created at that time. */
export function newIssue(
  given: Pick<IssueRecord, "repository" | "id" | "number" | "user" | "title"> &
    Partial<IssueRecord>,
  at: number,
): IssueRecord {
  return {
    isPull: false,
    mergeCommit: null,
    body: null,
    state: "open",
    stateReason: null,
    locked: false,
    labels: [],
    comments: [],
    createdAt: at,
    updatedAt: at,
    ...given,
  };
}

export interface CommentRecord extends Mutable<StoredComment> {
  readonly issue: IssueRecord;
  readonly createdAt: number;
  updatedAt: number;
}

/** How GitHub shows a hook that was never used. */
export const unusedResponse: LastResponse = { code: null, status: "unused", message: null };

export interface HookRecord
  extends Mutable<Pick<StoredHook, "id" | "name" | "active" | "events" | "config">> {
  readonly scope: HookScope;
  readonly createdAt: number;
  readonly ownerApp: string | undefined;
  updatedAt: number;
  /** Before the first delivery. */
  readonly lastResponse: LastResponse;
  /** In the order of sending. One with a time in the future has not arrived yet. */
  readonly deliveries: StoredDelivery[];
}

export interface StoredDelivery {
  readonly hook: HookRecord;
  readonly id: number;
  readonly guid: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly redelivery: boolean;
  /** When GitHub itself delayed it, RFC 3339. */
  readonly throttledAt: string | null;
  readonly event: string;
  readonly action: string | null;
  readonly url: string;
  readonly contentType: string;
  readonly formEncoding: Switches["formEncoding"];
  /** The secret that signed it, in clear. */
  readonly secret: string | undefined;
  /** The JSON, exactly as sent. Made when first needed, because most payloads are never read. */
  readonly payload: () => string;
  readonly repositoryId: number | null;
  readonly answer: () => ReceiverAnswer;
}

/** A status code, or why there was none. */
export type ReceiverStatus = NonNullable<SeedReceiver["status"]>;

export interface ReceiverAnswer {
  readonly statusCode: number;
  readonly status: string;
  readonly duration: number;
}

export interface Receiver extends Required<Omit<SeedReceiver, "secret">> {
  readonly matches: (url: string) => boolean;
  readonly secret: string | undefined;
}

export interface TokenRecord
  extends Required<Pick<SeedToken, "login" | "kind" | "scopes" | "permissions">>,
    Pick<SeedToken, "expires_at"> {
  /** Lower-cased; undefined = everything. */
  readonly only?: ReadonlySet<string> | undefined;
  readonly oauthApp?: string | undefined;
  readonly sso: ReadonlySet<string>;
}

export interface AppRecord {
  readonly id: number;
  readonly slug: string;
  readonly publicKey: string | undefined;
  /** By lower-cased login. */
  readonly installations: ReadonlyMap<string, StoredInstallation>;
}

export interface StoredInstallation {
  readonly id: number;
  readonly app: AppRecord;
  readonly account: StoredAccount;
  readonly permissions: Readonly<Record<string, string>>;
  /** Lower-cased names; undefined = all. */
  readonly repositories: ReadonlySet<string> | undefined;
  readonly suspended: boolean;
}

interface InstallationToken extends Pick<StoredInstallation, "permissions" | "repositories"> {
  readonly installation: StoredInstallation;
  readonly expiresAt: number;
}
