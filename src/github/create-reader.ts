import type { ClientOptions, GitHubReader } from "./client-options.ts";
import { type Connection, openConnection } from "./connection.ts";
import { readHooks } from "./read-hooks.ts";
import { readRateLimit } from "./read-rate-limit.ts";
import { readRepositories } from "./read-repositories.ts";

/**
 * Opens a client that cannot write: it has no method for it, and whatever method a request had,
 * nothing but a GET would leave it.
 */
export async function createGitHubReader(options: ClientOptions): Promise<GitHubReader> {
  return readerOn(await openConnection(options, "read"));
}

export function readerOn(connection: Connection): GitHubReader {
  return {
    ...readHooks(connection),
    ...readRepositories(connection),
    rateLimit: (owner) => connection.rateLimit(owner),
    readRateLimit: (owner) => readRateLimit(connection, owner),
    notices: connection.notices,
    requests: connection.requests,
  };
}
