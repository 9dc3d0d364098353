import type { HookReader, HookWriter } from "../model/github-port.ts";
import type { Repository } from "../model/repository.ts";
import type { ApiUrl } from "./api-url.ts";
import type { Clock } from "./clock.ts";
import type { Credentials } from "./credentials.ts";

/** One attempt at a request, for `--verbose`. There is nothing else to it: no headers, no body. */
export interface RequestLog {
  readonly method: string;
  /** Path and query of the REST API. */
  readonly path: string;
  /** 0 where no answer came. */
  readonly status: number;
  readonly durationMs: number;
  /** 1 for the first, more for repeats. */
  readonly attempt: number;
  readonly rateLimitRemaining: number | undefined;
}

/** Told once for every time the client stops to wait. */
export interface WaitNotice {
  readonly seconds: number;
  readonly reason: "rate-limited" | "secondary-rate-limit" | "pace";
}

/** GitHub's hourly budget as the last answers told it. `reset` is in seconds since the epoch. */
export interface RateLimit {
  readonly limit: number;
  readonly remaining: number;
  readonly reset: number;
}

export interface ClientOptions {
  readonly apiUrl: ApiUrl;
  readonly credentials: Credentials;
  /** Such as `hookfleet/0.1.0`. */
  readonly userAgent: string;
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Requests at once; 50 unless told, at most 100. */
  readonly concurrency?: number | undefined;
  /** Stay under GitHub's limits of pace. On unless told; dropped where the server has no rate limit. */
  readonly pace?: boolean | undefined;
  readonly onRequest?: ((log: RequestLog) => void) | undefined;
  readonly onWait?: ((wait: WaitNotice) => void) | undefined;
  /** For one attempt, from sending to the last byte of the answer. 30,000 unless told. */
  readonly timeoutMs?: number | undefined;
  /** Fail where the rate limit would make it wait. */
  readonly noWait?: boolean | undefined;
  /** Stops everything at once, requests in flight included. */
  readonly signal?: AbortSignal | undefined;
  /** Base of the growing delay between repeats; 1,000 unless told. */
  readonly retryDelayMs?: number | undefined;
  readonly clock?: Clock | undefined;
}

/** A client that can read and cannot write, by its type and at run time. */
export interface GitHubReader extends HookReader {
  /** The repositories of an owner that the credential may see, archived ones included. */
  readonly listRepositories: (
    owner: string,
    kind: "organization" | "user",
    wanted: { readonly properties: boolean },
  ) => Promise<readonly Repository[]>;
  readonly repository: (owner: string, name: string) => Promise<Repository>;
  /** What an account is; the two are listed under different paths. */
  readonly ownerKind: (owner: string) => Promise<"organization" | "user">;
  readonly rateLimit: () => RateLimit | undefined;
  /** How many requests went out so far, repeats included. */
  readonly requests: () => number;
}

export interface GitHubWriter extends GitHubReader, HookWriter {}
