import type { ClientOptions, GitHubReader } from "./client-options.ts";
import { readDeliveries } from "./operations/read-deliveries.ts";
import { readHooks } from "./operations/read-hooks.ts";
import { readRateLimit } from "./operations/read-rate-limit.ts";
import { readRepositories } from "./operations/read-repositories.ts";
import { type Connection, openConnection } from "./wire/connection.ts";

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
    githubTime: connection.githubTime,
  };
}
