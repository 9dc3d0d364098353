import { compareStrings } from "../../model/compare-strings.ts";
import type { HookReader } from "../../model/github-port.ts";
import type { LiveConfig, LiveHook } from "../../model/hook.ts";
import { scopePath } from "../../model/scope.ts";
import { malformedAnswer, parseFor } from "../answers/malformed-answer.ts";
import { readJson } from "../answers/read-json.ts";
import { parseHook, parseHookConfig, parseListedHook } from "../parse/parse-hook.ts";
import type { Connection } from "../wire/connection.ts";
import { listPages } from "../wire/list-pages.ts";

/** The reading half of the port to GitHub's hooks. */
export function readHooks(connection: Connection): HookReader {
  return {
    listHooks: async (scope) => {
      const purpose = { kind: "list-hooks", scope } as const;
      const items = await listPages(connection, `${scopePath(scope)}/hooks`, purpose);
      // A hook that is deleted while pages are read moves the others up, and one comes twice.
      const hooks = new Map<number, LiveHook>();
      items.forEach((item, index) => {
        parseFor(purpose, item, (value) => {
          const hook = withSafeWords(connection, parseListedHook(value, index));
          const before = hooks.get(hook.id);
          if (before !== undefined && contentOf(before) !== contentOf(hook))
            throw malformedAnswer(`hook ${hook.id} is listed twice, each time differently`);
          hooks.set(hook.id, hook);
        });
      });
      return [...hooks.values()];
    },
    getHook: async (scope, hookId) => {
      const purpose = { kind: "read-hook", scope, hookId } as const;
      const url = `${scopePath(scope)}/hooks/${hookId}`;
      const answer = await connection.send({ method: "GET", url, purpose });
      return parseFor(purpose, answer, () =>
        withSafeWords(connection, parseHook(readJson(answer), hookId)),
      );
    },
    getHookConfig: async (scope, hookId) => {
      const purpose = { kind: "read-hook", scope, hookId } as const;
      const url = `${scopePath(scope)}/hooks/${hookId}/config`;
      const answer = await connection.send({ method: "GET", url, purpose });
      return parseFor(purpose, answer, () =>
        withSafeValues(connection.value, parseHookConfig(readJson(answer), hookId)),
      );
    },
  };
}

/** A server may repeat anything anywhere; the last answer says which host or URL was not reached. */
function withSafeWords({ words, value }: Connection, hook: LiveHook): LiveHook {
  const { lastResponse } = hook;
  const safe = (text: string | null): string | null => (text === null ? null : words(text));
  return {
    ...hook,
    ...withSafeValues(value, hook),
    name: value(hook.name),
    events: [...new Set(hook.events.map(value))].toSorted(compareStrings),
    active: typeof hook.active === "string" ? value(hook.active) : hook.active,
    lastResponse: lastResponse && {
      code: lastResponse.code,
      status: safe(lastResponse.status),
      message: safe(lastResponse.message),
    },
  };
}

function withSafeValues(value: Connection["value"], config: LiveConfig): LiveConfig {
  const { contentType, insecureSsl, unknownConfigKeys } = config;
  return {
    ...config,
    contentType: value(contentType),
    insecureSsl: typeof insecureSsl === "string" ? value(insecureSsl) : insecureSsl,
    unknownConfigKeys: unknownConfigKeys.map(value),
  };
}

/** Without the last answer of the receiver, which comes and goes by itself. */
function contentOf({ lastResponse: _, ...hook }: LiveHook): string {
  return JSON.stringify({ ...hook, url: hook.url.reveal() });
}
