import { setMaxListeners } from "node:events";
import { systemClock } from "../model/clock.ts";
import type { CommentsPort } from "../model/comments-port.ts";
import { createWords, foreignValue } from "../redact/foreign-text.ts";
import { openAppClient } from "./app/app-client.ts";
import { createCache } from "./cache/cache.ts";
import { openCacheFolder } from "./cache/cache-folder.ts";
import type { ClientOptions, GitHubReader, GitHubTrigger, GitHubWriter } from "./client-options.ts";
import type { HttpClient } from "./http/http-client.ts";
import { firstPage } from "./http/list-pages.ts";
import type { Access } from "./http/request-guard.ts";
import { createRequestSender } from "./http/request-sender.ts";
import { personalToken } from "./http/token-provider.ts";
import { isWrite } from "./operation-facts.ts";
import { readRateLimit } from "./operations/account.ts";
import { commentsOn } from "./operations/comments.ts";
import { readDeliveries } from "./operations/deliveries.ts";
import { readHooks, triggerHooks, writeHooks } from "./operations/hooks.ts";
import { readRepositories } from "./operations/repositories.ts";
import { githubTime } from "./pace/rate-limit.ts";

/** What lies behind `createGitHubReader`, and is loaded only with it. */
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
    requests: client.requests,
    githubTime: client.githubTime,
  };
}

/** What lies behind `createGitHubTrigger`, and is loaded only with it. */
export async function openTrigger(options: ClientOptions): Promise<GitHubTrigger> {
  const client = await openHttpClient(options, "trigger");
  return { ...readerOn(client), ...triggerHooks(client) };
}

/** What lies behind `createGitHubWriter`, and is loaded only with it. */
export async function openWriter(options: ClientOptions): Promise<GitHubWriter> {
  const client = await openHttpClient(options, "write");
  return { ...readerOn(client), ...triggerHooks(client), ...writeHooks(client) };
}

/** What lies behind `createGitHubCollaborator`, and is loaded only with it. */
export async function openCollaborator(options: ClientOptions): Promise<CommentsPort> {
  return commentsOn(await openHttpClient(options, "comments"));
}

/** Opens what all requests of one client share. Nothing of it is shared with another client. */
export async function openHttpClient(
  options: ClientOptions,
  access: Exclude<Access, "app">,
): Promise<HttpClient> {
  // Every request listens to them; Node would warn of a leak from the eleventh on.
  for (const signal of [options.signal, options.stopWaiting])
    if (signal !== undefined) setMaxListeners(0, signal);
  const { credentials } = options;
  if (credentials.kind === "app") return await openAppClient(options, credentials, access);
  const { token } = credentials;
  const tokens = personalToken(token);
  const sender = await createRequestSender(options, { access, tokens });
  const clock = options.clock ?? systemClock;
  const folder = options.cache && openCacheFolder(options.cache, clock);
  const apiUrl = options.apiUrl.url;
  const cache = folder && createCache(folder, { apiUrl, secret: token, owner: "token" });
  return {
    octokit: sender.octokit,
    apiUrl,
    isApp: false,
    send: async (request) => {
      if (isWrite(request.operation)) cache?.distrust();
      const answer = await sender.send(request);
      tokens.observe(answer);
      return answer;
    },
    cacheOf: async () => cache,
    isKept: (url) => cache?.has(url) === true,
    words: createWords(options.known ?? new Set()),
    value: (text) => foreignValue(text, options.known ?? []),
    rateLimit: sender.meter.last,
    requests: sender.meter.requests,
    githubTime: () => githubTime(clock, [sender.meter]),
    notices: tokens.notices,
  };
}
