import { systemClock } from "../../model/clock.ts";
import { compareStrings } from "../../model/compare-strings.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { GitHubError } from "../../model/errors.ts";
import { createWords, foreignValue } from "../../redact/foreign-text.ts";
import { type Cache, createCache } from "../cache/cache.ts";
import { openCacheFolder } from "../cache/cache-folder.ts";
import type { ClientOptions, RateLimit } from "../client-options.ts";
import type { AppCredentials } from "../http/credentials.ts";
import type { HttpClient } from "../http/http-client.ts";
import type { Access } from "../http/request-guard.ts";
import { createRequestSender, type RequestSender } from "../http/request-sender.ts";
import { describeOperation, isWrite, ownerOf } from "../operation-facts.ts";
import { githubTime } from "../pace/rate-limit.ts";
import { appTokens } from "./app-tokens.ts";
import { findInstallation, type Installation, installationTokens } from "./installation.ts";

/** The App on one account: its own token, its own limits, its own cache. */
interface Installed {
  readonly installation: Installation;
  readonly sender: RequestSender;
  readonly cache: Cache | undefined;
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
export async function openAppClient(
  options: ClientOptions,
  credentials: AppCredentials,
  access: Exclude<Access, "app">,
): Promise<HttpClient> {
  const apiUrl = options.apiUrl.url;
  const clock = options.clock ?? systemClock;
  const tokens = appTokens(credentials, clock);
  const app = await createRequestSender(options, { access: "app", tokens });
  const folder = options.cache && openCacheFolder(options.cache, clock);
  const found = new Map<string, Promise<Installed>>();
  const open = new Map<string, Installed>();

  async function install(owner: string): Promise<Installed> {
    const installation = await findInstallation(app, owner);
    const own = installationTokens(app, installation, clock);
    const sender = await createRequestSender(options, { access, tokens: own, owner });
    const set = `app ${credentials.appId} installation ${installation.id}`;
    const cache =
      folder && createCache(folder, { apiUrl, secret: credentials.privateKey, owner: set });
    const installed = { installation, sender, cache };
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

  const senders = (): readonly RequestSender[] => [
    app,
    ...[...open.values()].map(({ sender }) => sender),
  ];

  return {
    octokit: app.octokit,
    apiUrl,
    isApp: true,
    send: async (request) => {
      if (request.operation.kind === "read-app") return await app.send(request);
      const owner = ownerOf(request.operation);
      if (owner === undefined) throw nobodys(describeOperation(request.operation));
      const { sender, cache } = await installedOn(owner);
      if (isWrite(request.operation)) cache?.distrust();
      return await sender.send(request);
    },
    cacheOf: async (owner = "") => (await installedOn(owner)).cache,
    isKept: () => false,
    words: createWords(options.known ?? new Set()),
    value: (text) => foreignValue(text, options.known ?? []),
    rateLimit: (owner) =>
      owner === undefined
        ? tightest([...open.values()].map(({ sender }) => sender.meter.last()))
        : open.get(owner.toLowerCase())?.sender.meter.last(),
    githubTime: () =>
      githubTime(
        clock,
        senders().map(({ meter }) => meter),
      ),
    requests: () =>
      senders()
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
