import { compareStrings } from "../../model/compare-strings.ts";
import type { LiveConfig, LiveHook, ShownSwitch } from "../../model/hook.ts";
import { HookUrl } from "../../model/hook-url.ts";
import type { Scope } from "../../model/scope.ts";
import { malformedAnswer } from "../errors/malformed-answer.ts";
import { type JsonObject, readId, readObject, readString } from "../errors/read-json.ts";

const knownKeys: ReadonlySet<string> = new Set(["url", "content_type", "insecure_ssl", "secret"]);

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
  const { name, active, events, updated_at, created_at, last_response, url } = hook;
  return {
    id,
    name: typeof name === "string" ? name : "",
    ...configOf(readConfig(hook)),
    events: readEvents(events),
    active: typeof active === "boolean" ? active : textOf(active),
    updatedAt: readTime(updated_at),
    createdAt: readTime(created_at),
    spelling: readSpelling(url),
    lastResponse: readLastResponse(last_response),
  };
}

/** The scope in a hook's own address, such as `https://api.github.com/repos/Acme/Api/hooks/1`. */
function readSpelling(url: unknown): Scope | undefined {
  const [, owner, repository] =
    /\/(?:orgs|repos)\/([\w.-]+)(?:\/([\w.-]+))?\/hooks\/\d+$/.exec(
      typeof url === "string" ? url : "",
    ) ?? [];
  if (owner === undefined) return undefined;
  return repository === undefined
    ? { kind: "organization", owner }
    : { kind: "repository", owner, repository };
}

function configOf(config: JsonObject): LiveConfig {
  const { url, content_type, insecure_ssl, secret } = config;
  return {
    url: new HookUrl(typeof url === "string" ? url : "", { kind: "live" }),
    // Hooks of before 2019 may lack it, and GitHub then sends a form.
    contentType: isBlank(content_type) ? "form" : textOf(content_type),
    insecureSsl: readInsecureSsl(insecure_ssl),
    hasSecret: readHasSecret(secret),
    unknownConfigKeys: Object.keys(config)
      .filter((key) => !knownKeys.has(key))
      .toSorted(compareStrings),
  };
}

/**
 * Whether a config holds a secret. GitHub shows a mask where there is one; hooks of before 2016 may
 * show `""` where there is none.
 */
function readHasSecret(value: unknown): boolean {
  return !isBlank(value);
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

/** A text as it is, and anything else as its JSON. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : jsonOf(value);
}

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value ?? null);
  } catch {
    // What was parsed without recursion may be nested too deeply to be written.
    return "(nested too deeply)";
  }
}

function readConfig({ config }: JsonObject): JsonObject {
  const isObject = typeof config === "object" && config !== null && !Array.isArray(config);
  return isObject ? { ...config } : {};
}

function readEvents(value: unknown): readonly string[] {
  if (isBlank(value)) return [];
  const names = Array.isArray(value) ? value.map(textOf) : [jsonOf(value)];
  return [...new Set(names)].toSorted(compareStrings);
}

function readInsecureSsl(value: unknown): ShownSwitch {
  if (value === true || value === 1 || value === "1") return true;
  if (value === false || value === 0 || value === "0" || isBlank(value)) return false;
  return textOf(value);
}

function readTime(value: unknown): number {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? 0 : time;
}

function readLastResponse(value: unknown): LiveHook["lastResponse"] {
  if (typeof value !== "object" || value === null) return undefined;
  const { code, status, message }: JsonObject = { ...value };
  return {
    code: typeof code === "number" ? code : null,
    status: typeof status === "string" ? status : null,
    message: typeof message === "string" ? message : null,
  };
}
