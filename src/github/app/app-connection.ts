import { compareStrings } from "../../model/compare-strings.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { GitHubError } from "../../model/errors.ts";
import { createWords, foreignValue } from "../../redact/foreign-text.ts";
import { type Cache, createCache, noCache } from "../cache/cache.ts";
import { openCacheFolder } from "../cache/cache-folder.ts";
import type { ClientOptions, RateLimit } from "../client-options.ts";
import { systemClock } from "../clock.ts";
import { describePurpose, ownerOf } from "../errors/request-purpose.ts";
import { type Channel, openChannel } from "../http/channel.ts";
import type { Connection } from "../http/connection.ts";
import type { AppCredentials } from "../http/credentials.ts";
import type { Access } from "../http/octokit.ts";
import { githubTime } from "../pace/rate-limit.ts";
import { openAppAuthority } from "./app-authority.ts";
import { findInstallation, type Installation } from "./installation.ts";
import { installationAuthority } from "./installation-authority.ts";

/** The App on one account: its own token, its own limits, its own cache. */
interface Installed {
  readonly installation: Installation;
  readonly channel: Channel;
  readonly cache: Cache;
}

/** Failures that asking again for another scope of the same account would only repeat. */
const final: ReadonlySet<string> = new Set([
  "app-not-installed",
  "app-suspended",
  "bad-app-credentials",
]);

/**
 * Speaks for a GitHub App: every request goes through the App's installation on the account that it
 * is about, which is looked up when the first one comes.
 */
export async function openAppConnection(
  options: ClientOptions,
  credentials: AppCredentials,
  access: Exclude<Access, "app">,
): Promise<Connection> {
  const apiUrl = options.apiUrl.url;
  const clock = options.clock ?? systemClock;
  const authority = await openAppAuthority(credentials, clock);
  const app = await openChannel(options, { access: "app", authority });
  const folder = options.cache && openCacheFolder(options.cache, clock);
  const found = new Map<string, Promise<Installed>>();
  const open = new Map<string, Installed>();

  async function install(owner: string): Promise<Installed> {
    const installation = await findInstallation(app, owner);
    const own = installationAuthority(app, installation, clock);
    const channel = await openChannel(options, { access, authority: own, owner });
    const set = `app ${credentials.appId} installation ${installation.id}`;
    const cache =
      folder === undefined
        ? noCache
        : createCache(folder, { apiUrl, secret: credentials.privateKey, owner: set });
    const installed = { installation, channel, cache };
    open.set(owner.toLowerCase(), installed);
    return installed;
  }

  async function installedOn(owner: string): Promise<Installed> {
    const key = owner.toLowerCase();
    let installed = found.get(key);
    if (installed === undefined) {
      installed = install(owner);
      found.set(key, installed);
    }
    try {
      return await installed;
    } catch (error) {
      // A server that was down may be up for the next scope.
      if (!(error instanceof GitHubError && final.has(error.code))) found.delete(key);
      throw error;
    }
  }

  return {
    client: app.client,
    apiUrl,
    isApp: true,
    send: async (request) => {
      if (request.purpose.kind === "read-app") return await app.send(request);
      const owner = ownerOf(request.purpose);
      if (owner === undefined) throw nobodys(describePurpose(request.purpose));
      const { channel, cache } = await installedOn(owner);
      if (request.method !== "GET") cache.distrust();
      return await channel.send(request);
    },
    cacheOf: async (owner = "") => (await installedOn(owner)).cache,
    words: createWords(options.known ?? new Set()),
    value: (text) => foreignValue(text, options.known ?? []),
    rateLimit: (owner) =>
      owner === undefined
        ? tightest([...open.values()].map(({ channel }) => channel.meter.last()))
        : open.get(owner.toLowerCase())?.channel.meter.last(),
    githubTime: () =>
      githubTime(
        clock,
        [app, ...[...open.values()].map(({ channel }) => channel)].map(({ meter }) => meter),
      ),
    requests: () =>
      [app, ...[...open.values()].map(({ channel }) => channel)]
        .map(({ meter }) => meter.requests())
        .reduce((sum, count) => sum + count, 0),
    notices: () =>
      [...open]
        .toSorted(([left], [right]) => compareStrings(left, right))
        .filter(([, { installation }]) => installation.selected)
        .map(([, { installation }]) => selectedNotice(installation.owner)),
  };
}

function tightest(limits: readonly (RateLimit | undefined)[]): RateLimit | undefined {
  return limits
    .filter((limit) => limit !== undefined)
    .toSorted((left, right) => left.remaining - right.remaining)[0];
}

function nobodys(what: string): GitHubError {
  return new GitHubError("request-failed", `cannot ${what}: a GitHub App belongs to no user`, {
    status: 0,
  });
}

function selectedNotice(owner: string): Diagnostic {
  return {
    severity: "warning",
    code: "app-selected-repositories",
    scope: owner,
    message: `the GitHub App is installed on selected repositories of ${owner} and sees no others`,
    help: `Repositories that were not selected are missing wherever a rule of ${owner} selects by more than exact names. Install the App on all repositories to see them.`,
  };
}
