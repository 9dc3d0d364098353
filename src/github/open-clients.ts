import type { ClientOptions, GitHubProber, GitHubReader, GitHubWriter } from "./client-options.ts";
import { type Connection, openConnection } from "./http/connection.ts";
import { readHooks, writeHooks, writeProbes } from "./operations/hooks.ts";
import { readDeliveries } from "./operations/read-deliveries.ts";
import { readRateLimit } from "./operations/read-rate-limit.ts";
import { readRepositories } from "./operations/repositories.ts";

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

/** What lies behind `createGitHubProber`, and is loaded only with it. */
export async function openProber(options: ClientOptions): Promise<GitHubProber> {
  const connection = await openConnection(options, "probe");
  return { ...readerOn(connection), ...writeProbes(connection) };
}

/** What lies behind `createGitHubWriter`, and is loaded only with it. */
export async function openWriter(options: ClientOptions): Promise<GitHubWriter> {
  const connection = await openConnection(options, "write");
  return { ...readerOn(connection), ...writeProbes(connection), ...writeHooks(connection) };
}
