import type { Octokit } from "@octokit/core";
import type { PaginateInterface } from "@octokit/plugin-paginate-rest";
import { GitHubError } from "../model/errors.ts";
import type { ClientOptions } from "./client-options.ts";

/** Bottleneck is CommonJS, which hides its default export from other tools than the compiler. */
type Limiters = typeof import("bottleneck").default;

/** The part of Octokit that requests go through. */
export type Client = Octokit & { readonly paginate: PaginateInterface };

/** How often a request that a rate limit refused is tried again, after waiting each time. */
const limitRetries = 5;

const silent = { debug: noop, info: noop, warn: noop, error: noop };

function noop(): void {}

/**
 * Puts Octokit together with its plugins. The libraries are heavy and half of the commands never
 * ask GitHub, so they are loaded here and not at start-up.
 *
 * The order of the plugins is the order of the layers, innermost first: throttling holds a place
 * among the requests at once, writes hold one of theirs around it, and a repeat's delay holds none.
 */
export async function createOctokit(
  options: ClientOptions,
  access: "read" | "write",
): Promise<Client> {
  const [core, { paginateRest }, { retry }, { throttling }, { default: Limiter }] =
    await Promise.all([
      import("@octokit/core"),
      import("@octokit/plugin-paginate-rest"),
      import("@octokit/plugin-retry"),
      import("@octokit/plugin-throttling"),
      import("bottleneck"),
    ]);
  const Kit = core.Octokit.plugin(
    throttling,
    writesAtOnce(new Limiter({ maxConcurrent: 5 })),
    retry,
    paginateRest,
  );
  const client = new Kit({
    baseUrl: new URL(options.apiUrl.url).origin,
    log: silent,
    // @octokit/request writes deprecation notices, with the URL, to this log or else to the console.
    request: { log: silent },
    retry: {
      // By default 409, 429 and other refusals are repeated too. Network failures count as 500.
      doNotRetry: Array.from({ length: 100 }, (_, index) => 400 + index),
      retries: 3,
      retryAfterBaseValue: options.retryDelayMs ?? 1_000,
    },
    throttle: throttleOptions(options, Limiter),
  });
  if (access === "read") client.hook.before("request", refuseWrites);
  return client;
}

/**
 * The plugin's own groups are shared by every client of the process and let 10 requests through at
 * once and one write a second, so each client brings its own:
 * https://github.com/octokit/plugin-throttling.js#options
 * `global` is the one that holds the request itself; the others only delay its start, and the pace
 * does that better: it knows points and lets go where a server has no limits. For the same reason
 * the plugin only decides whether to try again; the gate does the waiting, for all requests at once.
 */
function throttleOptions(options: ClientOptions, Limiter: Limiters) {
  const unlimited = new Limiter.Group();
  const tryAgain = (_seconds: number, _request: unknown, _client: unknown, count: number) =>
    options.noWait !== true && count < limitRetries;
  return {
    global: new Limiter.Group({
      maxConcurrent: Math.min(100, Math.max(1, options.concurrency ?? 50)),
    }),
    auth: unlimited,
    write: unlimited,
    search: unlimited,
    notifications: unlimited,
    retryAfterBaseValue: 0,
    onRateLimit: tryAgain,
    onSecondaryRateLimit: tryAgain,
  };
}

/** GitHub asks for few writes at once; those that wait here leave the other places to reads. */
function writesAtOnce(limiter: InstanceType<Limiters>) {
  return (octokit: Octokit): Record<string, never> => {
    octokit.hook.wrap("request", (request, options) =>
      options.method === "GET"
        ? request(options)
        : limiter.schedule(async () => await request(options)),
    );
    return {};
  };
}

function refuseWrites(request: { readonly method: string }): void {
  if (request.method !== "GET")
    throw new GitHubError(
      "read-only-client",
      `a client that only reads may not ${request.method}`,
      {
        status: 0,
      },
    );
}
