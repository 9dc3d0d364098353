import type { ClientOptions, GitHubReader } from "./client-options.ts";
import { type Connection, openConnection } from "./connection.ts";
import { readDeliveries } from "./read-deliveries.ts";
import { readHooks } from "./read-hooks.ts";
import { readRateLimit } from "./read-rate-limit.ts";
import { readRepositories } from "./read-repositories.ts";

/** What lies behind `createGitHubReader`, and is loaded only with it. */
export async function openReader(options: ClientOptions): Promise<GitHubReader> {
  return readerOn(await openConnection(options, "read"));
}

export function readerOn(connection: Connection): GitHubReader {
  return {
    ...readHooks(connection),
    ...readDeliveries(connection),
    ...readRepositories(connection),
    rateLimit: (owner) => connection.rateLimit(owner),
    readRateLimit: (owner) => readRateLimit(connection, owner),
    hasLimitPerOwner: connection.isApp,
    notices: connection.notices,
    requests: connection.requests,
  };
}
