import { compareStrings } from "../../model/compare-strings.ts";
import { HookfleetError } from "../../model/errors.ts";
import type { CreateHookInput, HookConfigInput, UpdateHookInput } from "../../model/github-port.ts";
import type { LiveConfig, LiveHook } from "../../model/hook.ts";
import { isBlank } from "../../model/hook-field-table.ts";
import { decodeConfig, decodeOuter, encodeFields, hookFields } from "../../model/hook-fields.ts";
import type { JsonObject } from "../../model/json-object.ts";
import type { Scope } from "../../model/scope.ts";
import type { Sensitive } from "../../redact/redact-known.ts";
import { malformedAnswer, readId, readObject, readString } from "../errors/malformed-answer.ts";
import { membersOf, textOf } from "../http/http-response.ts";

const knownKeys: ReadonlySet<string> = new Set([
  "secret",
  ...hookFields.filter(({ part }) => part === "config").map(({ key }) => key),
]);

/**
 * Reads one hook as GitHub shows it, with all that years have left behind: hooks that are not `web`
 * (legacy services, `cli`), configs that lack what is written today, keys that no longer exist, and
 * values that no client could write today.
 *
 * @param asked the id that was asked for, where there was one
 * @throws GitHubError `malformed-answer` where it has no id, no name, or, named `web`, no URL: then
 *   it is no hook; or where it is another hook than the one that was asked for
 */
export function parseHook(value: unknown, asked?: number): LiveHook {
  const json = readObject(value, "a hook");
  const id = readId(json, "a hook");
  if (asked !== undefined && id !== asked)
    throw malformedAnswer(`it shows hook ${id} in place of hook ${asked}`);
  readString(json, "name", `hook ${id}`);
  const hook = readHook(json, id);
  if (hook.name === "web" && hook.url.reveal() === "")
    throw malformedAnswer(`hook ${id} has no config.url`);
  return hook;
}

/**
 * Reads one hook of a list, where no value of one hook may hide the others. One without an id or a
 * name gets no name and an id below zero, which GitHub's never are.
 *
 * @param index its place in the list
 * @throws GitHubError `malformed-answer` where it is no object
 */
export function parseListedHook(value: unknown, index: number): LiveHook {
  const hook = readObject(value, "a hook");
  const { id, name } = hook;
  const hasId = typeof id === "number" && Number.isSafeInteger(id) && id > 0;
  if (hasId && typeof name === "string" && name !== "") return readHook(hook, id);
  return { ...readHook(hook, -1 - index), name: "" };
}

/**
 * Reads a hook's `config` alone, as `…/hooks/{id}/config` answers it.
 *
 * @throws GitHubError `malformed-answer` where it has no URL: then it is no config
 */
export function parseHookConfig(value: unknown, hookId: number): LiveConfig {
  const config = readObject(value, `the config of hook ${hookId}`);
  readString(config, "url", `the config of hook ${hookId}`);
  return configOf(config);
}

function readHook(hook: JsonObject, id: number): LiveHook {
  const { name, config, updated_at, created_at, last_response, url } = hook;
  return {
    id,
    name: textOf(name),
    ...configOf(membersOf(config)),
    ...decodeOuter(hook),
    updatedAt: readTime(updated_at),
    createdAt: readTime(created_at),
    spelling: readSpelling(url),
    lastResponse: readLastResponse(last_response),
  };
}

/** The scope in a hook's own address, such as `https://api.github.com/repos/Acme/Api/hooks/1`. */
function readSpelling(url: unknown): Scope | undefined {
  const [, owner, repository] =
    /\/(?:orgs|repos)\/([\w.-]+)(?:\/([\w.-]+))?\/hooks\/\d+$/.exec(textOf(url)) ?? [];
  if (owner === undefined) return undefined;
  return repository === undefined
    ? { kind: "organization", owner }
    : { kind: "repository", owner, repository };
}

function configOf(config: JsonObject): LiveConfig {
  return {
    ...decodeConfig(config),
    // GitHub shows a mask where there is one; hooks of before 2016 may show `""` where there is none.
    hasSecret: !isBlank(config["secret"]),
    unknownConfigKeys: Object.keys(config)
      .filter((key) => !knownKeys.has(key))
      .toSorted(compareStrings),
  };
}

function readTime(value: unknown): number {
  return Date.parse(textOf(value)) || 0;
}

function readLastResponse(value: unknown): LiveHook["lastResponse"] {
  if (typeof value !== "object" || value === null) return undefined;
  const { code, status, message } = membersOf(value);
  return {
    code: typeof code === "number" ? code : null,
    status: typeof status === "string" ? status : null,
    message: typeof message === "string" ? message : null,
  };
}

/** `POST …/hooks`: https://docs.github.com/en/rest/repos/webhooks#create-a-repository-webhook */
export function createBody(input: CreateHookInput) {
  const { body, sensitive } = updateBody(input);
  return { body: { name: "web", ...body }, sensitive };
}

/** `PATCH …/hooks/{id}`. Without `config` the hook keeps its own; with it, it is replaced whole. */
export function updateBody({ config, ...input }: UpdateHookInput) {
  const outer = encodeFields(input, "hook");
  if (config === undefined) return { body: outer, sensitive: [] };
  const { body, sensitive } = configBody(config);
  return { body: { ...outer, config: body }, sensitive };
}

/** `PATCH …/hooks/{id}/config`, which changes just the given keys; and what may not be repeated of it. */
export function configBody(config: HookConfigInput) {
  const { url, secret } = config;
  const value = secret?.reveal();
  // GitHub stores a mask that is sent back as the new secret, and every signature is wrong from then on:
  // https://github.com/integrations/terraform-provider-github/issues/171
  if (value !== undefined && /^\**$/.test(value))
    throw new HookfleetError(
      "masked-secret",
      "the secret to send is empty or GitHub's own mask, not a secret",
    );
  const body = {
    ...encodeFields(config, "config"),
    ...(value === undefined ? {} : { secret: value }),
  };
  const sensitive: readonly Sensitive[] = [url, secret].filter((item) => item !== undefined);
  return { body, sensitive };
}
