import { compareStrings } from "../../model/compare-strings.ts";
import { GitHubError } from "../../model/errors.ts";
import type {
  BeforeWrite,
  DeliveryReader,
  HookReader,
  HookTrigger,
  HookWriter,
} from "../../model/github-port.ts";
import type { LiveConfig, LiveHook } from "../../model/hook.ts";
import { type Scope, scopePath } from "../../model/scope.ts";
import { malformedAnswer, parseFor } from "../errors/malformed-answer.ts";
import { readJson, readObject } from "../errors/read-json.ts";
import { describePurpose, type RequestPurpose } from "../errors/request-purpose.ts";
import type { HttpClient } from "../http/http-client.ts";
import { listPages } from "../http/list-pages.ts";
import { configBody, createBody, updateBody } from "../parse/hook-body.ts";
import { parseHook, parseHookConfig, parseListedHook } from "../parse/parse-hook.ts";

/** The reading half of the port to GitHub's hooks. */
export function readHooks(client: HttpClient): HookReader {
  return {
    listHooks: async (scope) => {
      const purpose = { kind: "list-hooks", scope } as const;
      const items = await listPages(client, `${scopePath(scope)}/hooks`, purpose);
      // A hook that is deleted while pages are read moves the others up, and one comes twice.
      const hooks = new Map<number, LiveHook>();
      items.forEach((item, index) => {
        parseFor(purpose, item, (value) => {
          const hook = withSafeWords(client, parseListedHook(value, index));
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
      const answer = await client.send({ method: "GET", url, purpose });
      return parseFor(purpose, answer, () =>
        withSafeWords(client, parseHook(readJson(answer), hookId)),
      );
    },
    getHookConfig: async (scope, hookId) => {
      const purpose = { kind: "read-hook", scope, hookId } as const;
      const url = `${scopePath(scope)}/hooks/${hookId}/config`;
      const answer = await client.send({ method: "GET", url, purpose });
      return parseFor(purpose, answer, () =>
        withSafeValues(client.value, parseHookConfig(readJson(answer), hookId)),
      );
    },
  };
}

/** A server may repeat anything anywhere; the last answer says which host or URL was not reached. */
function withSafeWords({ words, value }: HttpClient, hook: LiveHook): LiveHook {
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

function withSafeValues(value: HttpClient["value"], config: LiveConfig): LiveConfig {
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

/** The writing half of the port to GitHub's hooks. */
export function writeHooks(client: HttpClient): Omit<HookWriter, keyof HookReader> {
  return {
    createHook: async (scope, input) => {
      const purpose = { kind: "create-hook", scope } as const;
      const url = `${scopePath(scope)}/hooks`;
      const answer = await client.send({ method: "POST", url, purpose, ...createBody(input) });
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
      const answer = await client.send(sent);
      return parseFor(purpose, answer, () => parseHook(readJson(answer), hookId));
    },
    updateHookConfig: async (scope, hookId, input, before) => {
      const purpose = { kind: "update-hook", scope, hookId } as const;
      const url = `${hookPath(scope, hookId)}/config`;
      const sent = { method: "PATCH", url, purpose, before, ...configBody(input) } as const;
      const answer = await client.send(sent);
      return parseFor(purpose, answer, () => parseHookConfig(readJson(answer), hookId));
    },
    removeHook: async (scope, hookId, before) => {
      const purpose = { kind: "delete-hook", scope, hookId } as const;
      const url = hookPath(scope, hookId);
      const answer = await client.send({ method: "DELETE", url, purpose, before });
      // A proxy's page has another status, and says nothing of the hook.
      if (answer.status === 204) return;
      parseFor(purpose, answer, () => {
        throw malformedAnswer("the answer to a delete is not empty", answer.status);
      });
    },
  };
}

export function hookPath(scope: Scope, hookId: number): string {
  return `${scopePath(scope)}/hooks/${hookId}`;
}

/** What makes GitHub send something. It changes no hook, and none of it is repeated by itself. */
export function writeProbes(
  client: HttpClient,
): Omit<HookTrigger, keyof HookReader | keyof DeliveryReader> {
  return {
    pingHook: async (scope, hookId) => {
      const purpose = { kind: "ping-hook", scope, hookId } as const;
      const url = `${hookPath(scope, hookId)}/pings`;
      await sendProbe(client, url, purpose);
    },
    testHook: async (scope, hookId) => {
      const purpose = { kind: "test-hook", scope, hookId } as const;
      const url = `${hookPath(scope, hookId)}/tests`;
      await sendProbe(client, url, purpose);
    },
    redeliver: async (scope, hookId, deliveryId, before) => {
      const purpose = { kind: "redeliver", scope, hookId, deliveryId } as const;
      const url = `${hookPath(scope, hookId)}/deliveries/${deliveryId}/attempts`;
      await sendProbe(client, url, purpose, before);
    },
  };
}

/**
 * GitHub answers nothing or an empty object. The page of a proxy is also a success by its status, and
 * says nothing of what GitHub did.
 */
async function sendProbe(
  client: HttpClient,
  url: string,
  purpose: RequestPurpose,
  before?: BeforeWrite,
): Promise<void> {
  const answer = await client.send({ method: "POST", url, purpose, before });
  if (answer.text.trim() !== "") parseFor(purpose, answer, () => readJson(answer));
}
