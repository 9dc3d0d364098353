import { GitHubError } from "../../src/model/errors.ts";
import type {
  CreateHookInput,
  HookConfigInput,
  HookWriter,
  UpdateHookInput,
} from "../../src/model/github-port.ts";
import type { LiveConfig, LiveHook } from "../../src/model/hook.ts";
import { type Scope, scopeName } from "../../src/model/scope.ts";
import { liveHook } from "./build.ts";

/** A writer over a plain list, and what it was asked to do. */
export interface FakeWriter extends HookWriter {
  readonly calls: readonly string[];
  /** The secrets that arrived, in clear. */
  readonly secrets: readonly string[];
  readonly hooks: (scope: Scope) => readonly LiveHook[];
}

export function notFound(): GitHubError {
  return new GitHubError("not-found", "not found", { status: 404 });
}

export function lostAnswer(): GitHubError {
  return new GitHubError("network-error", "no answer", { status: 0, mayHaveHappened: true });
}

/** GitHub answers 201 and something that cannot be read. */
export function unreadable(): GitHubError {
  return new GitHubError("malformed-answer", "odd", { status: 201, mayHaveHappened: true });
}

export function refused(code = "validation-failed"): GitHubError {
  return new GitHubError(code, "refused", { status: 422 });
}

type Method =
  | "createHook"
  | "updateHook"
  | "updateHookConfig"
  | "removeHook"
  | "getHook"
  | "getHookConfig"
  | "listHooks";

/**
 * GitHub as the applier hopes for it. `faults` replace what a method does, and are handed what it
 * would have done.
 */
export function fakeWriter(
  seed: Readonly<Record<string, readonly LiveHook[]>>,
  faults: {
    readonly [M in Method]?: (usual: HookWriter[M]) => HookWriter[M];
  } = {},
): FakeWriter {
  const calls: string[] = [];
  const secrets: string[] = [];
  const store = new Map(Object.entries(seed).map(([name, hooks]) => [name, [...hooks]]));
  const of = (scope: Scope): LiveHook[] => store.get(scopeName(scope)) ?? [];
  const find = (scope: Scope, id: number): LiveHook => {
    const hook = of(scope).find((candidate) => candidate.id === id);
    if (hook === undefined) throw notFound();
    return hook;
  };
  const put = (scope: Scope, hook: LiveHook): LiveHook => {
    store.set(scopeName(scope), [...of(scope).filter(({ id }) => id !== hook.id), hook]);
    return hook;
  };
  const note = (
    method: string,
    scope: Scope,
    id: number | string,
    config?: Partial<HookConfigInput>,
  ): void => {
    calls.push(`${method} ${scopeName(scope)} ${id}`);
    if (config?.secret !== undefined) secrets.push(config.secret.reveal());
  };
  const configOf = (hook: LiveHook): LiveConfig => {
    const { url, contentType, insecureSsl, hasSecret, unknownConfigKeys } = hook;
    return { url, contentType, insecureSsl, hasSecret, unknownConfigKeys };
  };
  const written = (config: Partial<HookConfigInput>) => ({
    ...(config.url === undefined ? {} : { url: config.url }),
    ...(config.contentType === undefined ? {} : { contentType: config.contentType }),
    ...(config.insecureSsl === undefined ? {} : { insecureSsl: config.insecureSsl }),
    ...(config.secret === undefined ? {} : { hasSecret: true }),
    updatedAt: Date.UTC(2026, 6, 1),
  });
  let nextId = 1_000;
  const usual: HookWriter = {
    listHooks: async (scope) => of(scope),
    getHook: async (scope, id) => find(scope, id),
    getHookConfig: async (scope, id) => configOf(find(scope, id)),
    createHook: async (scope, { config, events, active }: CreateHookInput) => {
      nextId += 1;
      return put(scope, { ...liveHook({ id: nextId, events, active }), ...written(config) });
    },
    updateHook: async (scope, id, { config, events, active }: UpdateHookInput) => {
      const hook = find(scope, id);
      const lost = config !== undefined && config.secret === undefined;
      const kept = { ...hook, events, active, hasSecret: hook.hasSecret && !lost };
      return put(scope, { ...kept, ...written(config ?? {}) });
    },
    updateHookConfig: async (scope, id, config) => {
      return configOf(put(scope, { ...find(scope, id), ...written(config) }));
    },
    removeHook: async (scope, id) => {
      find(scope, id);
      store.set(
        scopeName(scope),
        of(scope).filter((hook) => hook.id !== id),
      );
    },
  };
  const acting: HookWriter = {
    listHooks: faults.listHooks?.(usual.listHooks) ?? usual.listHooks,
    getHook: faults.getHook?.(usual.getHook) ?? usual.getHook,
    getHookConfig: faults.getHookConfig?.(usual.getHookConfig) ?? usual.getHookConfig,
    createHook: faults.createHook?.(usual.createHook) ?? usual.createHook,
    updateHook: faults.updateHook?.(usual.updateHook) ?? usual.updateHook,
    updateHookConfig: faults.updateHookConfig?.(usual.updateHookConfig) ?? usual.updateHookConfig,
    removeHook: faults.removeHook?.(usual.removeHook) ?? usual.removeHook,
  };
  return {
    calls,
    secrets,
    hooks: of,
    listHooks: async (scope) => {
      note("list", scope, "*");
      return acting.listHooks(scope);
    },
    getHook: async (scope, id) => {
      note("get", scope, id);
      return acting.getHook(scope, id);
    },
    getHookConfig: async (scope, id) => {
      note("get config", scope, id);
      return acting.getHookConfig(scope, id);
    },
    createHook: async (scope, input) => {
      note("create", scope, input.config.url.reveal(), input.config);
      return acting.createHook(scope, input);
    },
    updateHook: async (scope, id, input, before) => {
      await before?.(false);
      note(input.config === undefined ? "update" : "update+config", scope, id, input.config);
      return acting.updateHook(scope, id, input);
    },
    updateHookConfig: async (scope, id, input, before) => {
      await before?.(false);
      note("config", scope, id, input);
      return acting.updateHookConfig(scope, id, input);
    },
    removeHook: async (scope, id, before) => {
      await before?.(false);
      note("remove", scope, id);
      return acting.removeHook(scope, id);
    },
  };
}

/** Answers a write as usual, but for what is said here: GitHub said yes and did something else. */
export function answering(
  over: Partial<LiveHook>,
): <A extends readonly unknown[], R extends LiveConfig>(
  usual: (...input: A) => Promise<R>,
) => (...input: A) => Promise<R> {
  return (usual) =>
    async (...input) => ({ ...(await usual(...input)), ...over });
}

/** What becomes of a call: what is usual, what is usual and then no answer, or an error instead. */
export type Turn = "usual" | "done, answer lost" | GitHubError;

/** What becomes of the calls to a method in turn; of those that are not told of, what is usual. */
export function inTurn(
  ...turns: readonly Turn[]
): <A extends readonly unknown[], R>(
  usual: (...input: A) => Promise<R>,
) => (...input: A) => Promise<R> {
  const rest = turns.values();
  return (usual) =>
    async (...input) => {
      const turn = rest.next().value ?? "usual";
      if (turn instanceof GitHubError) throw turn;
      const answer = await usual(...input);
      if (turn === "usual") return answer;
      throw lostAnswer();
    };
}
