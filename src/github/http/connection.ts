import { setMaxListeners } from "node:events";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { createWords, foreignValue } from "../../redact/foreign-text.ts";
import { openAppConnection } from "../app/app-connection.ts";
import { type Cache, createCache, noCache } from "../cache/cache.ts";
import { openCacheFolder } from "../cache/cache-folder.ts";
import type { ClientOptions, RateLimit } from "../client-options.ts";
import { systemClock } from "../clock.ts";
import type { Answer } from "../errors/answer.ts";
import { githubTime } from "../pace/rate-limit.ts";
import { tokenAuthority } from "./authority.ts";
import { type OutgoingRequest, openChannel } from "./channel.ts";
import type { Access, Client } from "./octokit.ts";
import { chooseFetch } from "./proxy.ts";
import { watchOAuth } from "./watch-oauth.ts";

/** Everything that the methods of a client share. */
export interface Connection {
  /** For what Octokit knows of pages; requests go through `send`. */
  readonly client: Client;
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

/** Opens what all requests of one client share. Nothing of it is shared with another client. */
export async function openConnection(
  given: ClientOptions,
  access: Exclude<Access, "app">,
): Promise<Connection> {
  const options = {
    ...given,
    fetch: given.fetch ?? (await chooseFetch(given.proxy, given.apiUrl)),
  };
  // Every request listens to them; Node would warn of a leak from the eleventh on.
  for (const signal of [options.signal, options.stopWaiting])
    if (signal !== undefined) setMaxListeners(0, signal);
  const { credentials } = options;
  if (credentials.kind === "app") return await openAppConnection(options, credentials, access);
  const { token } = credentials;
  const oauth = watchOAuth(token);
  const authority = tokenAuthority(token, oauth.isOAuth);
  const channel = await openChannel(options, { access, authority });
  const clock = options.clock ?? systemClock;
  const folder = options.cache && openCacheFolder(options.cache, clock);
  const apiUrl = options.apiUrl.url;
  const cache =
    folder === undefined ? noCache : createCache(folder, { apiUrl, secret: token, owner: "token" });
  return {
    client: channel.client,
    apiUrl,
    isApp: false,
    send: async (request) => {
      if (request.method !== "GET") cache.distrust();
      const answer = await channel.send(request);
      oauth.observe(answer);
      return answer;
    },
    cacheOf: async () => cache,
    words: createWords(options.known ?? new Set()),
    value: (text) => foreignValue(text, options.known ?? []),
    rateLimit: channel.meter.last,
    requests: channel.meter.requests,
    githubTime: () => githubTime(clock, [channel.meter]),
    notices: oauth.notices,
  };
}
