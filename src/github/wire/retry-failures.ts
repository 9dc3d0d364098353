import type { Octokit } from "@octokit/core";
import type { retry as retryPlugin } from "@octokit/plugin-retry";

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
