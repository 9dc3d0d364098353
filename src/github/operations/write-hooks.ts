import { GitHubError } from "../../model/errors.ts";
import type { HookReader, HookWriter } from "../../model/github-port.ts";
import { type Scope, scopePath } from "../../model/scope.ts";
import { malformedAnswer, parseFor } from "../answers/malformed-answer.ts";
import { readJson, readObject } from "../answers/read-json.ts";
import { describePurpose } from "../answers/request-purpose.ts";
import { configBody, createBody, updateBody } from "../parse/hook-body.ts";
import { parseHook, parseHookConfig } from "../parse/parse-hook.ts";
import type { Connection } from "../wire/connection.ts";

/** The writing half of the port to GitHub's hooks. */
export function writeHooks(connection: Connection): Omit<HookWriter, keyof HookReader> {
  return {
    createHook: async (scope, input) => {
      const purpose = { kind: "create-hook", scope } as const;
      const url = `${scopePath(scope)}/hooks`;
      const answer = await connection.send({ method: "POST", url, purpose, ...createBody(input) });
      // GitHub used to answer so, and old servers may, when the hook was there already. The page of a
      // proxy says nothing of the kind.
      if (answer.status === 200) {
        parseFor(purpose, answer, () => readObject(readJson(answer), "the hook"));
        throw new GitHubError(
          "hook-exists",
          `cannot ${describePurpose(purpose)}: GitHub answers 200, such a hook exists`,
          { status: 200 },
        );
      }
      return parseFor(purpose, answer, () => parseHook(readJson(answer)));
    },
    updateHook: async (scope, hookId, input, before) => {
      const purpose = { kind: "update-hook", scope, hookId } as const;
      const url = hookPath(scope, hookId);
      const sent = { method: "PATCH", url, purpose, before, ...updateBody(input) } as const;
      const answer = await connection.send(sent);
      return parseFor(purpose, answer, () => parseHook(readJson(answer), hookId));
    },
    updateHookConfig: async (scope, hookId, input, before) => {
      const purpose = { kind: "update-hook", scope, hookId } as const;
      const url = `${hookPath(scope, hookId)}/config`;
      const sent = { method: "PATCH", url, purpose, before, ...configBody(input) } as const;
      const answer = await connection.send(sent);
      return parseFor(purpose, answer, () => parseHookConfig(readJson(answer), hookId));
    },
    removeHook: async (scope, hookId, before) => {
      const purpose = { kind: "delete-hook", scope, hookId } as const;
      const url = hookPath(scope, hookId);
      const answer = await connection.send({ method: "DELETE", url, purpose, before });
      // A proxy's page has another status, and says nothing of the hook.
      if (answer.status === 204) return;
      parseFor(purpose, answer, () => {
        throw malformedAnswer("the answer to a delete is not empty", answer.status);
      });
    },
  };
}

function hookPath(scope: Scope, hookId: number): string {
  return `${scopePath(scope)}/hooks/${hookId}`;
}
