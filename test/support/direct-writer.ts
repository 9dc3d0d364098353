import type { Answer } from "../../src/github/answer.ts";
import { answerError } from "../../src/github/answer-error.ts";
import type { Connection } from "../../src/github/connection.ts";
import { noAnswerError, readNetworkFailure } from "../../src/github/no-answer.ts";
import { parseHook } from "../../src/github/parse-hook.ts";
import { readJson } from "../../src/github/read-json.ts";
import type { RequestPurpose } from "../../src/github/request-purpose.ts";
import { writeHooks } from "../../src/github/write-hooks.ts";
import type { HookWriter } from "../../src/model/github-port.ts";
import { scopePath } from "../../src/model/scope.ts";

type Request = Parameters<Connection["send"]>[0];

/**
 * The writer without Octokit around it: no pace, no repeats, no pages. Reads and writes what the real
 * one does and is many times as quick, for laws that need many runs.
 */
export function directWriter(fetch: typeof globalThis.fetch): HookWriter {
  const send = async ({ method, url, purpose, body, sensitive = [] }: Request) => {
    const ask = async (): Promise<Answer> => {
      const response = await fetch(`https://api.github.com${url}`, {
        method,
        headers: { authorization: "Bearer any", "user-agent": "hookfleet/test" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const { status, headers } = response;
      return { status, headers, text: await response.text() };
    };
    const answer = await ask().catch((error: unknown) => {
      throw noAnswerError(readNetworkFailure(error), { purpose, mayHaveHappened: false }, 0);
    });
    if (answer.status < 300) return answer;
    throw answerError(answer, { purpose, sensitive, mayHaveHappened: false, now: 0 });
  };
  const read = async (purpose: RequestPurpose, url: string): Promise<unknown> =>
    readJson(await send({ method: "GET", url, purpose }));
  // Nothing but `send` is used for writing.
  const connection = { send } as unknown as Connection;
  return {
    ...writeHooks(connection),
    listHooks: async (scope) => {
      const purpose = { kind: "list-hooks", scope } as const;
      const list = await read(purpose, `${scopePath(scope)}/hooks?per_page=100`);
      return Array.isArray(list) ? list.map(parseHook) : [];
    },
    getHook: async (scope, hookId) => {
      const purpose = { kind: "read-hook", scope, hookId } as const;
      return parseHook(await read(purpose, `${scopePath(scope)}/hooks/${hookId}`));
    },
  };
}
