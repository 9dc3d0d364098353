import type { HookReader } from "../../model/github-port.ts";
import type { LiveHook } from "../../model/hook.ts";
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
          const hook = withSafeAnswer(connection, parseListedHook(value, index));
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
        withSafeAnswer(connection, parseHook(readJson(answer), hookId)),
      );
    },
    getHookConfig: async (scope, hookId) => {
      const purpose = { kind: "read-hook", scope, hookId } as const;
      const url = `${scopePath(scope)}/hooks/${hookId}/config`;
      const answer = await connection.send({ method: "GET", url, purpose });
      return parseFor(purpose, answer, () => parseHookConfig(readJson(answer), hookId));
    },
  };
}

/** GitHub may repeat in the last answer which host or URL it could not reach. */
function withSafeAnswer({ words }: Connection, hook: LiveHook): LiveHook {
  const { lastResponse } = hook;
  if (lastResponse === undefined) return hook;
  const safe = (text: string | null): string | null => (text === null ? null : words(text));
  const { code, status, message } = lastResponse;
  return { ...hook, lastResponse: { code, status: safe(status), message: safe(message) } };
}

/** Without the last answer of the receiver, which comes and goes by itself. */
function contentOf({ lastResponse: _, ...hook }: LiveHook): string {
  return JSON.stringify({ ...hook, url: hook.url.reveal() });
}
