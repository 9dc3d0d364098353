import {
  configBody,
  createBody,
  parseHook,
  parseHookConfig,
  updateBody,
} from "../../src/github/operations/hook-json.ts";
import { GitHubError } from "../../src/model/errors.ts";
import type { HookWriter } from "../../src/model/github-port.ts";
import type { LiveConfig, LiveHook } from "../../src/model/hook.ts";
import { type Scope, scopePath } from "../../src/model/scope.ts";

type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** What a client makes of an answer that is no success. */
function failure(method: Method, status: number, text: string): GitHubError {
  const exists = status === 422 && text.includes("already exists");
  const code = exists ? "hook-exists" : status === 404 ? "not-found" : `status-${status}`;
  return new GitHubError(code, `GitHub answers ${status}`, {
    status,
    mayHaveHappened: method !== "GET" && status >= 500,
  });
}

/** What it makes of no answer, or of one that it cannot read. */
function unsure(method: Method, code: string, status = 0): GitHubError {
  return new GitHubError(code, code, { status, mayHaveHappened: method !== "GET" });
}

/**
 * The writer without Octokit around it: no pace, no repeats, no pages. It sends what the real one
 * sends and is many times as quick, for laws that need many runs.
 */
export function directWriter(fetch: typeof globalThis.fetch): HookWriter {
  const ask = async (method: Method, path: string, body?: unknown): Promise<unknown> => {
    const request = {
      method,
      headers: { authorization: "Bearer any", "user-agent": "hookfleet/test" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    let answer: { readonly status: number; readonly text: string };
    try {
      const response = await fetch(`https://api.github.com${path}`, request);
      answer = { status: response.status, text: await response.text() };
    } catch {
      throw unsure(method, "network-error");
    }
    if (answer.status >= 300) throw failure(method, answer.status, answer.text);
    if (answer.status === 204) return undefined;
    try {
      return JSON.parse(answer.text) as unknown;
    } catch {
      throw unsure(method, "malformed-answer", answer.status);
    }
  };
  const path = (scope: Scope, id?: number): string =>
    `${scopePath(scope)}/hooks${id === undefined ? "" : `/${id}`}`;
  const parsed = <T>(parse: () => T, method: Method): T => {
    try {
      return parse();
    } catch {
      throw unsure(method, "malformed-answer", method === "POST" ? 201 : 200);
    }
  };
  const read = (value: unknown, method: Method): LiveHook => parsed(() => parseHook(value), method);
  const readConfig = (value: unknown, id: number, method: Method): LiveConfig =>
    parsed(() => parseHookConfig(value, id), method);
  return {
    listHooks: async (scope) => {
      const list = await ask("GET", `${path(scope)}?per_page=100`);
      if (!Array.isArray(list)) throw unsure("GET", "malformed-answer");
      return list.map((item) => read(item, "GET"));
    },
    getHook: async (scope, id) => read(await ask("GET", path(scope, id)), "GET"),
    getHookConfig: async (scope, id) =>
      readConfig(await ask("GET", `${path(scope, id)}/config`), id, "GET"),
    createHook: async (scope, input) =>
      read(await ask("POST", path(scope), createBody(input).body), "POST"),
    updateHook: async (scope, id, input, before) => {
      await before?.(false);
      return read(await ask("PATCH", path(scope, id), updateBody(input).body), "PATCH");
    },
    updateHookConfig: async (scope, id, input, before) => {
      await before?.(false);
      const config = await ask("PATCH", `${path(scope, id)}/config`, configBody(input).body);
      return readConfig(config, id, "PATCH");
    },
    removeHook: async (scope, id, before) => {
      await before?.(false);
      await ask("DELETE", path(scope, id));
    },
  };
}
