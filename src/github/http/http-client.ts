import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Cache } from "../cache/cache.ts";
import type { RateLimit } from "../client-options.ts";
import type { Answer } from "../errors/answer.ts";
import type { OutgoingRequest } from "./request-attempts.ts";
import type { Client } from "./request-sender.ts";

/** Everything that the methods of a client share. */
export interface HttpClient {
  /** For what Octokit knows of pages; requests go through `send`. */
  readonly octokit: Client;
  /** Without a slash at the end. */
  readonly apiUrl: string;
  /** A GitHub App belongs to no user and lists what it is installed on. */
  readonly isApp: boolean;
  /** Resolves with a success, or a 304 that was asked for; whatever else throws a GitHubError. */
  readonly send: (request: OutgoingRequest) => Promise<Answer>;
  /** What is kept of lists that belong to this account. */
  readonly cacheOf: (owner: string | undefined) => Promise<Cache>;
  /** A text of GitHub's that is shown to people, without what this run must not print. */
  readonly words: (text: string) => string;
  /** The same for a value that is also compared. */
  readonly value: (text: string) => string;
  readonly rateLimit: (owner: string | undefined) => RateLimit | undefined;
  readonly requests: () => number;
  readonly githubTime: () => number | undefined;
  readonly notices: () => readonly Diagnostic[];
}
