import { setMaxListeners } from "node:events";
import { systemClock } from "../model/clock.ts";
import type { CommentsPort } from "../model/comments-port.ts";
import { openAppAccounts } from "./app/app-accounts.ts";
import { createCache } from "./cache/cache.ts";
import { type CacheFolder, openCacheFolder } from "./cache/cache-folder.ts";
import type { ClientOptions, GitHubReader, GitHubTrigger, GitHubWriter } from "./client-options.ts";
import type { TokenCredentials } from "./http/credentials.ts";
import { type Accounts, createHttpClient, type HttpClient } from "./http/http-client.ts";
import { firstPage } from "./http/list-pages.ts";
import type { Access } from "./http/request-guard.ts";
import { createRequestSender } from "./http/request-sender.ts";
import { personalToken } from "./http/token-provider.ts";
import { readOwnName, readRateLimit } from "./operations/account.ts";
import { commentsOn } from "./operations/comments.ts";
import { readDeliveries } from "./operations/deliveries.ts";
import { readHooks, triggerHooks, writeHooks } from "./operations/hooks.ts";
import { readRepositories } from "./operations/repositories.ts";

export async function openReader(options: ClientOptions): Promise<GitHubReader> {
  return readerOn(await openHttpClient(options, "read"));
}

export function readerOn(client: HttpClient): GitHubReader {
  return {
    ...readHooks(client),
    ...readDeliveries(client),
    ...readRepositories(client),
    rateLimit: (owner) => client.rateLimit(owner),
    readRateLimit: (owner) => readRateLimit(client, owner),
    hasLimitPerOwner: client.isApp,
    isKept: (scope) => client.isKept(firstPage(client, { kind: "list-hooks", scope })),
    notices: client.notices,
    grants: client.grants,
    login: (owner) => readOwnName(client, owner),
    requests: client.requests,
    githubTime: client.githubTime,
  };
}

export async function openTrigger(options: ClientOptions): Promise<GitHubTrigger> {
  const client = await openHttpClient(options, "trigger");
  return { ...readerOn(client), ...triggerHooks(client) };
}

export async function openWriter(options: ClientOptions): Promise<GitHubWriter> {
  const client = await openHttpClient(options, "write");
  return { ...readerOn(client), ...triggerHooks(client), ...writeHooks(client) };
}

export async function openCollaborator(options: ClientOptions): Promise<CommentsPort> {
  return commentsOn(await openHttpClient(options, "comments"));
}

/** Opens what all requests of one client share. Nothing of it is shared with another client. */
export async function openHttpClient(
  options: ClientOptions,
  access: Exclude<Access, "app">,
): Promise<HttpClient> {
  const { credentials, clock = systemClock } = options;
  // Every request listens to them; Node would warn of a leak from the eleventh on.
  for (const signal of [options.signal, options.stopWaiting])
    if (signal !== undefined) setMaxListeners(0, signal);
  const folder = options.cache && openCacheFolder(options.cache, clock);
  const accounts =
    credentials.kind === "app"
      ? await openAppAccounts(options, credentials, access, folder)
      : await openAccount(options, credentials, access, folder);
  return createHttpClient(options, accounts);
}

async function openAccount(
  options: ClientOptions,
  { token: secret }: TokenCredentials,
  access: Access,
  folder: CacheFolder | undefined,
): Promise<Accounts> {
  const tokens = personalToken(secret);
  const sender = await createRequestSender(options, { access, tokens });
  const { url: apiUrl } = options.apiUrl;
  const cache = folder && createCache(folder, { apiUrl, secret, owner: "token" });
  const account = { sender, cache };
  return {
    isApp: false,
    of: () => account,
    limitedBy: () => [sender],
    senders: () => [sender],
    isKept: (url) => cache?.has(url) === true,
    notices: tokens.notices,
    grants: tokens.grants,
  };
}
