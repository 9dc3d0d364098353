import type { SeedRepository, SeedToken } from "../seed/seed.ts";
import type { Ids } from "./ids.ts";

/** Everything that GitHub remembers. Maps are keyed by lower-cased names. */
export interface Store {
  readonly accounts: Map<string, Account>;
  readonly accountsById: Map<number, Account>;
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
  readonly rateLimit:
    | { readonly limit: number; readonly remaining: number; readonly resetIn: number }
    | undefined;
  readonly ids: Ids;
}

export interface Account {
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
    Pick<SeedRepository, "id" | "archived" | "fork" | "visibility" | "topics" | "properties">
  > {
  readonly owner: Account;
  readonly name: string;
  readonly blocked: SeedRepository["blocked"];
  readonly description: string | null;
  readonly createdAt: number;
  readonly hooks: Map<number, HookRecord>;
  readonly hasIssues: boolean;
  /** Pull requests among them, by number. */
  readonly issues: Map<number, IssueRecord>;
}

/** An issue or a pull request, which is an issue with more keys. */
export interface IssueRecord {
  readonly id: number;
  readonly number: number;
  readonly isPull: boolean;
  /** Of a merged pull request. */
  readonly mergeCommit: string | null;
  readonly user: string;
  readonly createdAt: number;
  /** In the order of creation. */
  readonly comments: CommentRecord[];
  title: string;
  body: string | null;
  state: "open" | "closed";
  stateReason: string | null;
  locked: boolean;
  labels: readonly string[];
  updatedAt: number;
}

export interface CommentRecord {
  readonly id: number;
  readonly user: string;
  readonly createdAt: number;
  body: string;
  updatedAt: number;
}

/** An organization or a repository, which have hooks. */
export interface HookScope {
  readonly account: Account;
  /** undefined = the organization itself. */
  readonly repository: RepositoryRecord | undefined;
  readonly hooks: Map<number, HookRecord>;
}

/** The config of a hook, secrets in clear. */
export interface HookConfig {
  readonly url?: string;
  readonly content_type?: string;
  readonly insecure_ssl?: string;
  readonly secret?: string;
  readonly [key: string]: string | undefined;
}

export type StoredConfig = { -readonly [Key in keyof HookConfig]: HookConfig[Key] };

export interface LastResponse {
  readonly code: number | null;
  readonly status: string | null;
  readonly message: string | null;
}

/** How GitHub shows a hook that was never used. */
export const unusedResponse: LastResponse = { code: null, status: "unused", message: null };

export interface HookRecord {
  readonly id: number;
  readonly name: string;
  readonly createdAt: number;
  readonly ownerApp: string | undefined;
  active: boolean;
  events: readonly string[];
  config: StoredConfig;
  updatedAt: number;
  /** Before the first delivery. */
  readonly lastResponse: LastResponse;
  /** In the order of sending. One with a time in the future has not arrived yet. */
  readonly deliveries: Delivery[];
}

export interface Delivery {
  readonly id: number;
  readonly guid: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly redelivery: boolean;
  /** When GitHub itself delayed it. */
  readonly throttledAt: number | undefined;
  readonly event: string;
  readonly action: string | null;
  readonly url: string;
  readonly contentType: string;
  readonly formEncoding: "ruby" | "whatwg";
  /** The secret that signed it, in clear. */
  readonly secret: string | undefined;
  /** The JSON, exactly as sent. Made when first needed, because most payloads are never read. */
  readonly payload: () => string;
  /** What the hook belongs to. */
  readonly target: { readonly kind: "organization" | "repository"; readonly id: number };
  readonly hookId: number;
  readonly repositoryId: number | null;
  readonly answer: () => ReceiverAnswer;
}

/** A status code, or why there was none. */
export type ReceiverStatus = number | "failed to connect" | "timed out";

export interface ReceiverAnswer {
  readonly statusCode: number;
  readonly status: string;
  readonly duration: number;
}

export interface Receiver {
  readonly matches: (url: string) => boolean;
  readonly status: ReceiverStatus;
  readonly duration: number;
  readonly secret: string | undefined;
}

export interface TokenRecord
  extends Required<Pick<SeedToken, "login" | "kind" | "scopes" | "permissions">> {
  /** Lower-cased; undefined = everything. */
  readonly only: ReadonlySet<string> | undefined;
  readonly oauthApp: string | undefined;
  readonly sso: ReadonlySet<string>;
  /** RFC 3339. */
  readonly expires_at?: string;
}

export interface AppRecord {
  readonly id: number;
  readonly slug: string;
  readonly publicKey: string | undefined;
  /** By lower-cased login. */
  readonly installations: ReadonlyMap<string, Installation>;
}

export interface Installation {
  readonly id: number;
  readonly app: AppRecord;
  readonly account: Account;
  readonly permissions: Readonly<Record<string, string>>;
  /** Lower-cased names; undefined = all. */
  readonly repositories: ReadonlySet<string> | undefined;
  readonly suspended: boolean;
}

interface InstallationToken extends Pick<Installation, "permissions" | "repositories"> {
  readonly installation: Installation;
  readonly expiresAt: number;
}
