import type { Clock } from "../model/clock.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Budget, Wait } from "../model/estimate.ts";
import type { DeliveryReader, HookReader, HookTrigger, HookWriter } from "../model/github-port.ts";
import type { Grants } from "../model/grants.ts";
import type { Repository, Scope } from "../model/scope.ts";
import type { Sensitive } from "../redact/redact-known.ts";
import type { ApiUrl } from "./http/api-url.ts";
import type { Credentials } from "./http/credentials.ts";
import type { ProxySetting } from "./http/proxy.ts";

/** One attempt at a request, for `--verbose`. There is nothing else to it: no headers, no body. */
export interface RequestLog {
  readonly method: string;
  /** Path and query of the REST API. */
  readonly path: string;
  /** 0 where no answer came. */
  readonly status: number;
  /** From sending to the last byte of the answer. */
  readonly durationMs: number;
  /** 1 for the first, more for repeats. */
  readonly attempt: number;
  /** Requests that are left of the hour, as the answer says; undefined where it does not. */
  readonly rateLimitRemaining: number | undefined;
}

/** Told once for every time the client stops to wait. */
export interface WaitNotice extends Wait {
  /** How long it waits. */
  readonly seconds: number;
}

/** GitHub's hourly budget as the last answers told it. */
export type RateLimit = Budget;

/**
 * Keeps lists between runs, so that one which has not changed costs nothing of the hour's budget.
 * GitHub's ETags depend on the token: a GitHub App has another one every hour and with every run,
 * and gains little.
 */
export interface CacheOptions {
  /** Made where it is missing. Holds nothing that depends on the machine. */
  readonly directory: string;
  /** Told at most once for each kind of trouble; none of them stops a run. */
  readonly onWarning?: ((warning: Diagnostic) => void) | undefined;
}

/**
 * How GitHub is reached. Nothing is read from the environment; only `apiUrl`, `credentials` and
 * `userAgent` must be given.
 */
export interface ClientOptions {
  /** Where GitHub is, from `parseApiUrl`. */
  readonly apiUrl: ApiUrl;
  /** From `readCredentials`. */
  readonly credentials: Credentials;
  /** Such as `hookfleet/0.1.0`. */
  readonly userAgent: string;
  /** In place of the own transport, such as the `fetch` of a simulator. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** The proxy to go through, as `readProxy` finds it; a `fetch` that is given goes its own way. */
  readonly proxy?: ProxySetting | undefined;
  /** Requests at once; 50 unless told, at most 100. */
  readonly concurrency?: number | undefined;
  /** Stay under GitHub's limits of pace. On unless told; dropped where the server has no rate limit. */
  readonly pace?: boolean | undefined;
  /** Told after every attempt. */
  readonly onRequest?: ((log: RequestLog) => void) | undefined;
  /** Told before every wait. */
  readonly onWait?: ((wait: WaitNotice) => void) | undefined;
  /** For one attempt, from sending to the last byte of the answer. 30,000 unless told. */
  readonly timeoutMs?: number | undefined;
  /**
   * Limits what one request may take with all its repeats, beyond waits for limits. 120,000 unless
   * told.
   */
  readonly totalTimeoutMs?: number | undefined;
  /** Fail where a rate limit of GitHub's would make it wait. The pace is kept all the same. */
  readonly noWait?: boolean | undefined;
  /** Where lists are kept between runs. Default: nowhere. */
  readonly cache?: CacheOptions | undefined;
  /**
   * What must never come back in a message, beside what the requests themselves carry: the secrets
   * of the run and the URLs that are credentials. GitHub repeats what it has stored, whatever was
   * sent. Read for each message, so that it may grow.
   */
  readonly known?: ReadonlySet<Sensitive> | undefined;
  /** Stops everything at once, requests in flight included. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Ends every wait: requests in flight are finished, those that stand in a queue or wait for a
   * limit fail as `interrupted`, and later ones go only where they need not wait.
   */
  readonly stopWaiting?: AbortSignal | undefined;
  /** Base of the growing delay between repeats; 1,000 unless told. */
  readonly retryDelayMs?: number | undefined;
  /** Time, for tests. Default: that of the machine. */
  readonly clock?: Clock | undefined;
}

export interface Account {
  readonly login: string;
  readonly kind: "organization" | "user";
}

/** A client that can read and cannot write, by its type and at run time. */
export interface GitHubReader extends HookReader, DeliveryReader {
  /** The repositories of an owner that the credential may see, archived ones included. */
  readonly listRepositories: (
    owner: string,
    kind: "organization" | "user",
    wanted: {
      readonly properties: boolean;
      /** Told how many were found by now, and which have come last. */
      readonly onFound?: ((soFar: number, repositories: readonly Repository[]) => void) | undefined;
    },
  ) => Promise<readonly Repository[]>;
  /** The same, without properties, of an account of which it is not known what it is. */
  readonly listOwner: (
    owner: string,
    onFound?: (soFar: number, repositories: readonly Repository[]) => void,
  ) => Promise<Account & { readonly repositories: readonly Repository[] }>;
  readonly repository: (owner: string, name: string) => Promise<Repository>;
  /** An account: what it is, because the two are listed under different paths, and its spelling. */
  readonly account: (owner: string) => Promise<Account>;
  /**
   * What GitHub last said is left of the hour's budget. A GitHub App has one for each account that
   * it is installed on: that of `owner`, or else the one of which the least is left.
   */
  readonly rateLimit: (owner?: string) => RateLimit | undefined;
  /**
   * Asks what is left, which costs nothing; undefined on a server without limits. With a GitHub App
   * it is asked for an `owner`.
   */
  readonly readRateLimit: (owner?: string) => Promise<RateLimit | undefined>;
  /** True for a GitHub App, which has a limit of its own for each account it is installed on. */
  readonly hasLimitPerOwner: boolean;
  /** Whether the hooks of a scope are in the cache, so that reading them may cost nothing of the hour. */
  readonly isKept: (scope: Scope) => boolean;
  /** Warnings of what the credential cannot see at all, as far as answers have told by now. */
  readonly notices: () => readonly Diagnostic[];
  readonly grants: (owner: string) => Grants;
  /** The App's slug, or the user that the token belongs to; undefined where it belongs to none. */
  readonly login: (owner: string) => Promise<string | undefined>;
  /** How many requests went out so far, repeats included. */
  readonly requests: () => number;
  /**
   * What GitHub's clock shows, in milliseconds since the epoch, by the Date of its answers: at most a
   * second less. undefined where none of them had one.
   */
  readonly githubTime: () => number | undefined;
}

/** A client that can also make GitHub send something, and cannot change a hook. */
export interface GitHubTrigger extends GitHubReader, Omit<HookTrigger, "grants"> {}

/** The client that may do everything: read, prove and write. */
export interface GitHubWriter extends GitHubTrigger, HookWriter {}
