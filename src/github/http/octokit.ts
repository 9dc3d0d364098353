import type { Octokit } from "@octokit/core";
import type { PaginateInterface } from "@octokit/plugin-paginate-rest";
import type { retry as retryPlugin } from "@octokit/plugin-retry";
import { GitHubError } from "../../model/errors.ts";
import type { ClientOptions } from "../client-options.ts";
import { createRepeater, jobsAtOnce, unlimitedJobs } from "../pace/turns.ts";

const repository = "(?:/repos/[^/]+/[^/]+|/repositories/\\d+)";

/** What leaves a client for comments and issues, by method; the path has lost its query. */
const allowed: Readonly<Record<string, RegExp>> = {
  GET: new RegExp(
    `(?:/user|${repository}(?:|/pulls/\\d+|/commits/[0-9a-f]+/pulls|/issues|/issues/\\d+|/issues/\\d+/comments))$`,
  ),
  POST: new RegExp(`${repository}/issues(?:|/\\d+/comments)$`),
  PATCH: new RegExp(`${repository}/issues/(?:comments/)?\\d+$`),
};

/** Whether a request is one of those that comments and issues need, and so none of hooks. */
export function mayCollaborate(method: string, url: string): boolean {
  return allowed[method]?.test(url.split("?", 1)[0] ?? "") ?? false;
}

type Request = (options: object) => Promise<unknown>;

/** The two hooks that plugin-retry has: one marks an error for a repeat, one repeats. */
interface RetryHooks {
  readonly mark: (error: unknown, options: object) => Promise<never>;
  readonly repeat: (request: Request, options: object) => Promise<unknown>;
}

/**
 * plugin-retry makes a Bottleneck for every request. It is called here only for a request that has
 * failed already, with that failure as its first attempt; how often and when a request is repeated
 * stays the plugin's to decide.
 */
export function retryFailures(retry: typeof retryPlugin) {
  return (octokit: Octokit, options: object): Record<string, never> => {
    const { mark, repeat } = hooksOf(retry, octokit, options);
    octokit.hook.wrap("request", async (request, parameters) => {
      const attempt = async (sent: object): Promise<unknown> => {
        try {
          return await request(sent as typeof parameters);
        } catch (error) {
          return await mark(error, sent);
        }
      };
      let first: { readonly error: unknown } | undefined;
      try {
        return (await attempt(parameters)) as Awaited<ReturnType<typeof request>>;
      } catch (error) {
        first = { error };
      }
      const replay: Request = async (sent) => {
        if (first === undefined) return await attempt(sent);
        const { error } = first;
        first = undefined;
        throw error;
      };
      return (await repeat(replay, parameters)) as Awaited<ReturnType<typeof request>>;
    });
    return {};
  };
}

function hooksOf(retry: typeof retryPlugin, octokit: Octokit, options: object): RetryHooks {
  let hooks: Partial<RetryHooks> = {};
  const hook = {
    error: (_name: string, mark: RetryHooks["mark"]) => {
      hooks = { ...hooks, mark };
    },
    wrap: (_name: string, repeat: RetryHooks["repeat"]) => {
      hooks = { ...hooks, repeat };
    },
  };
  // Seen by the plugin, this is an Octokit whose hooks end up here.
  retry({ ...octokit, hook } as unknown as Octokit, options);
  const { mark, repeat } = hooks;
  if (mark === undefined || repeat === undefined)
    throw new Error("plugin-retry has other hooks than those it is known for");
  return { mark, repeat };
}

/**
 * What may leave a client: reads; what makes GitHub send something as well; hooks written as well;
 * comments and issues alone; or reads and requests for an App's token.
 */
export type Access = "read" | "probe" | "write" | "collaborate" | "app";

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
 * among the requests at once, writes hold one of theirs around it, a look before a write and a
 * repeat's delay hold none, and what may not leave at all is stopped before all of them.
 */
export async function createOctokit(options: ClientOptions, access: Access): Promise<Client> {
  const [core, { paginateRest }, { retry }, { throttling }] = await Promise.all([
    import("@octokit/core"),
    import("@octokit/plugin-paginate-rest"),
    import("@octokit/plugin-retry"),
    import("@octokit/plugin-throttling"),
  ]);
  const Kit = core.Octokit.plugin(
    throttling,
    ...(access === "write" || access === "probe"
      ? [await writesAtOnce(), looksBefore(options)]
      : []),
    retryFailures(retry),
    paginateRest,
    ...(access === "write" ? [] : [refuseWrites(access)]),
  );
  return new Kit({
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
    throttle: throttleOptions(options),
  });
}

/**
 * The plugin's own groups are shared by every client of the process and let 10 requests through at
 * once and one write a second, so each client brings its own:
 * https://github.com/octokit/plugin-throttling.js#options
 * `global` is the one that holds the request itself; the others only delay its start, and the pace
 * does that better: it knows points and lets go where a server has no limits. For the same reason
 * the plugin only decides whether to try again; the gate does the waiting, for all requests at once.
 */
function throttleOptions(options: ClientOptions) {
  const unlimited = unlimitedJobs();
  const tryAgain = (_seconds: number, request: object, _client: unknown, count: number) =>
    options.noWait !== true && count < limitRetries && lookOf(request) === undefined;
  const groups = {
    global: jobsAtOnce(Math.min(100, Math.max(1, options.concurrency ?? 50))),
    auth: unlimited,
    write: unlimited,
    search: unlimited,
    notifications: unlimited,
    retryLimiter: createRepeater(),
  };
  return {
    // The plugin declares whole Bottlenecks and calls what these have.
    ...(groups as unknown as { readonly [Name in keyof typeof groups]: never }),
    retryAfterBaseValue: 0,
    onRateLimit: tryAgain,
    onSecondaryRateLimit: tryAgain,
  };
}

function lookOf(request: object): (() => Promise<void>) | undefined {
  const { request: own }: { readonly request?: { readonly before?: () => Promise<void> } } =
    request;
  return own?.before;
}

/**
 * Looks before each attempt at a write that asks for it, and again where an attempt was not made
 * because the look was too long ago. A look waits for limits like any read, so that what a limit has
 * refused is looked at once it is over, and not before.
 */
function looksBefore({ noWait }: ClientOptions) {
  return (octokit: Octokit): Record<string, never> => {
    octokit.hook.wrap("request", async (request, options) => {
      const look = lookOf(options);
      for (let count = 0; look !== undefined && count < limitRetries; count += 1) {
        await look();
        try {
          return await request(options);
        } catch (error) {
          const isLimit = noWait !== true && hasHeader(error, "x-ratelimit-remaining", "0");
          if (!isLimit && !hasHeader(error, "x-look-again", "1")) throw error;
        }
      }
      await look?.();
      return await request(options);
    });
    return {};
  };
}

/** Of what the exchange answers in the place of GitHub. */
function hasHeader(error: unknown, name: string, value: string): boolean {
  const { response }: { readonly response?: { readonly headers?: object } } = { ...Object(error) };
  return Object.entries(response?.headers ?? {}).some(
    ([other, text]) => other === name && text === value,
  );
}

/** GitHub asks for few writes at once; those that wait here leave the other places to reads. */
async function writesAtOnce() {
  const { default: Limiter } = await import("bottleneck");
  const limiter = new Limiter({ maxConcurrent: 5 });
  return (octokit: Octokit): Record<string, never> => {
    octokit.hook.wrap("request", (request, options) =>
      options.method === "GET"
        ? request(options)
        : limiter.schedule(async () => await request(options)),
    );
    return {};
  };
}

/** The POSTs that may leave a client which writes no hooks. */
const harmless: Readonly<Record<Exclude<Access, "write" | "collaborate">, RegExp | undefined>> = {
  read: undefined,
  probe: /\/hooks\/\d+\/(?:pings|tests|deliveries\/\d+\/attempts)$/,
  app: /\/app\/installations\/\d+\/access_tokens$/,
};

/** At run time, whatever the types say: no client writes hooks but the one that is meant to. */
function refuseWrites(access: Exclude<Access, "write">) {
  return (octokit: Octokit): Record<string, never> => {
    octokit.hook.wrap("request", (request, options) => {
      const { method, url } = options;
      if (access === "collaborate") {
        if (mayCollaborate(method, url)) return request(options);
      } else if (method === "GET" || (method === "POST" && harmless[access]?.test(url))) {
        return request(options);
      }
      throw new GitHubError("read-only-client", `a client that writes no hooks may not ${method}`, {
        status: 0,
      });
    });
    return {};
  };
}
