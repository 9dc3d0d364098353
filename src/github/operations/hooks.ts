import { GitHubError } from "../../model/errors.ts";
import type {
  BeforeWrite,
  DeliveryReader,
  HookReader,
  HookTrigger,
  HookWriter,
} from "../../model/github-port.ts";
import type { LiveConfig, LiveHook } from "../../model/hook.ts";
import { mapTexts } from "../../model/hook-fields.ts";
import { malformedAnswer, parseFor, readJson, readObject } from "../errors/malformed-answer.ts";
import { ask, type HttpClient } from "../http/http-client.ts";
import { listPages } from "../http/list-pages.ts";
import { describeOperation, type Operation } from "../operation.ts";
import {
  configBody,
  createBody,
  parseHook,
  parseHookConfig,
  parseListedHook,
  updateBody,
} from "./hook-json.ts";

export function readHooks(client: HttpClient): HookReader {
  return {
    listHooks: async (scope) => {
      const operation = { kind: "list-hooks", scope } as const;
      const items = await listPages(client, operation);
      // A hook that is deleted while pages are read moves the others up, and one comes twice.
      const hooks = new Map<number, LiveHook>();
      items.forEach((item, index) => {
        parseFor(operation, item, (value) => {
          const hook = withSafeWords(client, parseListedHook(value, index));
          const before = hooks.get(hook.id);
          if (before !== undefined && contentOf(before) !== contentOf(hook))
            throw malformedAnswer(`hook ${hook.id} is listed twice, each time differently`);
          hooks.set(hook.id, hook);
        });
      });
      return [...hooks.values()];
    },
    getHook: (scope, hookId) =>
      ask(client, { operation: { kind: "read-hook", scope, hookId } }, (value) =>
        withSafeWords(client, parseHook(value, hookId)),
      ),
    getHookConfig: (scope, hookId) =>
      ask(client, { operation: { kind: "read-hook-config", scope, hookId } }, (value) =>
        withSafeValues(client.value, parseHookConfig(value, hookId)),
      ),
  };
}

/** A server may repeat anything anywhere; the last answer says which host or URL was not reached. */
function withSafeWords({ words, value }: HttpClient, hook: LiveHook): LiveHook {
  const { lastResponse } = hook;
  const safe = (text: string | null): string | null => (text === null ? null : words(text));
  return {
    ...withSafeValues(value, hook),
    name: value(hook.name),
    lastResponse: lastResponse && {
      code: lastResponse.code,
      status: safe(lastResponse.status),
      message: safe(lastResponse.message),
    },
  };
}

function withSafeValues<Shown extends LiveConfig>(
  value: HttpClient["value"],
  config: Shown,
): Shown {
  const unknownConfigKeys = config.unknownConfigKeys.map(value);
  return { ...mapTexts(config, value), unknownConfigKeys };
}

/** Without the last answer of the receiver, which comes and goes by itself. */
function contentOf({ lastResponse: _, ...hook }: LiveHook): string {
  return JSON.stringify({ ...hook, url: hook.url.reveal() });
}

export function writeHooks(client: HttpClient): Omit<HookWriter, keyof HookReader> {
  return {
    createHook: async (scope, input) => {
      const operation = { kind: "create-hook", scope } as const;
      const answer = await client.send({ operation, ...createBody(input) });
      // GitHub used to answer so, and old servers may, when the hook was there already. The page of a
      // proxy says nothing of the kind.
      if (answer.status === 200) {
        parseFor(operation, answer, () => readObject(readJson(answer), "the hook"));
        throw new GitHubError(
          "hook-exists",
          `cannot ${describeOperation(operation)}: GitHub answers 200, such a hook exists`,
          { status: 200 },
        );
      }
      return parseFor(operation, answer, () => parseHook(readJson(answer)));
    },
    updateHook: async (scope, hookId, input, before) => {
      const operation = { kind: "update-hook", scope, hookId } as const;
      const request = { operation, before, ...updateBody(input) };
      return await ask(client, request, (value) => parseHook(value, hookId));
    },
    updateHookConfig: async (scope, hookId, input, before) => {
      const operation = { kind: "update-hook-config", scope, hookId } as const;
      const request = { operation, before, ...configBody(input) };
      return await ask(client, request, (value) => parseHookConfig(value, hookId));
    },
    removeHook: async (scope, hookId, before) => {
      const operation = { kind: "delete-hook", scope, hookId } as const;
      const answer = await client.send({ operation, before });
      // A proxy's page has another status, and says nothing of the hook.
      if (answer.status === 204) return;
      parseFor(operation, answer, () => {
        throw malformedAnswer("the answer to a delete is not empty", answer.status);
      });
    },
  };
}

/** What makes GitHub send something. It changes no hook, and none of it is repeated by itself. */
export function triggerHooks(
  client: HttpClient,
): Omit<HookTrigger, keyof HookReader | keyof DeliveryReader> {
  /**
   * GitHub answers nothing or an empty object. The page of a proxy is also a success by its status,
   * and says nothing of what GitHub did.
   */
  async function trigger(operation: Operation, before?: BeforeWrite): Promise<void> {
    const answer = await client.send({ operation, before });
    if (answer.text.trim() !== "") parseFor(operation, answer, () => readJson(answer));
  }
  return {
    pingHook: (scope, hookId) => trigger({ kind: "ping-hook", scope, hookId }),
    testHook: (scope, hookId) => trigger({ kind: "test-hook", scope, hookId }),
    redeliver: (scope, hookId, deliveryId, before) =>
      trigger({ kind: "redeliver", scope, hookId, deliveryId }, before),
  };
}
