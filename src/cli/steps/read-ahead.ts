import { setFlagsFromString } from "node:v8";
import equal from "fast-deep-equal";
import type { GitHubReader } from "../../github/client-options.ts";
import type { LiveHook } from "../../model/hook.ts";
import { type Scope, scopeKey } from "../../model/scope.ts";
import { type Options, usualConcurrency } from "../options/options.ts";

/**
 * Answers are read and reduced: little of them stays, and V8 would let hundreds of megabytes of the
 * rest lie in a large run. It is to collect them earlier, where nothing else takes long: planning 10,000
 * repositories takes a quarter more of the processor so.
 */
export function collectEarly(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString("--heap-growing-percent=30");
}

/**
 * Lists hooks while repositories are still being listed, and keeps of them one copy of what thousands
 * of hooks have in common.
 */
export function readAhead(
  reader: GitHubReader,
  { concurrency = usualConcurrency, wait }: Pick<Options, "concurrency" | "wait">,
) {
  // Fewer than the client lets through: the next page of repositories is not to wait for hooks.
  const atOnce = Math.max(1, concurrency - 2);
  const share = createShare();
  const list = async (scope: Scope): Promise<readonly LiveHook[]> =>
    (await reader.listHooks(scope)).map((hook) => share(hook, scope));
  const queue: Scope[] = [];
  const wanted = new Set<string>();
  const begun = new Map<string, Promise<readonly LiveHook[]>>();
  const seen = new Set<string>();
  let at = 0;
  let running = 0;
  const next = (): void => {
    for (let scope = queue[at]; scope !== undefined && running < atOnce; scope = queue[at]) {
      at += 1;
      const key = scopeKey(scope);
      if (!wanted.delete(key)) continue;
      running += 1;
      const hooks = list(scope).finally(() => {
        running -= 1;
        next();
      });
      // The one who asks for it gets the error.
      hooks.catch(() => {});
      begun.set(key, hooks);
    }
  };
  return {
    /**
     * Begins to list the hooks of a scope. Nothing begins before it is known that the whole may, where
     * the run may not wait for a limit.
     */
    begin: (scope: Scope): void => {
      const key = scopeKey(scope);
      if (wait === false || seen.has(key)) return;
      seen.add(key);
      wanted.add(key);
      queue.push(scope);
      next();
    },
    reader: {
      ...reader,
      listHooks: (scope: Scope) => {
        const key = scopeKey(scope);
        const hooks = begun.get(key);
        begun.delete(key);
        wanted.delete(key);
        return hooks ?? list(scope);
      },
    },
  };
}

function createShare(): (hook: LiveHook, scope: Scope) => LiveHook {
  const known = new Map<string, unknown>();
  const once = <Value>(value: Value): Value => {
    const key = JSON.stringify(value);
    if (!known.has(key)) known.set(key, value);
    return known.get(key) as Value;
  };
  return (hook, scope) => {
    const { name, events, contentType, unknownConfigKeys, spelling, lastResponse } = hook;
    return {
      ...hook,
      ...once({ name, events, contentType, unknownConfigKeys }),
      spelling: equal(spelling, scope) ? scope : spelling,
      lastResponse: once(lastResponse),
    };
  };
}
