import { compareStrings } from "../../model/compare-strings.ts";
import type { LiveHook } from "../../model/hook.ts";
import { HookUrl } from "../../model/hook-url.ts";
import { malformedAnswer } from "../answers/malformed-answer.ts";
import { type JsonObject, readId, readObject, readString } from "../answers/read-json.ts";

const knownKeys: ReadonlySet<string> = new Set(["url", "content_type", "insecure_ssl", "secret"]);

/**
 * Reads one hook as GitHub shows it, with all that years have left behind: hooks that are not `web`
 * (legacy services, `cli`) and may have any config or none, configs that lack what is written today,
 * and keys that no longer exist.
 */
export function parseHook(value: unknown): LiveHook {
  const hook = readObject(value, "a hook");
  const id = readId(hook, "a hook");
  const what = `hook ${id}`;
  const name = readString(hook, "name", what);
  const { active, events, updated_at, created_at, last_response } = hook;
  // Nothing is ever done to a hook that is not `web`, so nothing is asked of it.
  const isWeb = name === "web";
  const config = readConfig(hook, what, isWeb);
  const { url, content_type, insecure_ssl, secret } = config;
  return {
    id,
    name,
    url: new HookUrl(readUrl(url, what, isWeb), { kind: "live" }),
    events: readEvents(events, what, isWeb),
    active: readActive(active, what, isWeb),
    contentType: readContentType(content_type),
    insecureSsl: readInsecureSsl(insecure_ssl, what, isWeb),
    hasSecret: readHasSecret(secret),
    unknownConfigKeys: Object.keys(config)
      .filter((key) => !knownKeys.has(key))
      .toSorted(compareStrings),
    updatedAt: readTime(updated_at, `${what} has no updated_at`, isWeb),
    createdAt: readTime(created_at, `${what} has no created_at`, isWeb),
    lastResponse: readLastResponse(last_response),
  };
}

/**
 * Whether a config holds a secret. GitHub shows a mask where there is one; hooks of before 2016 may
 * show `""` where there is none.
 */
export function readHasSecret(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

function readConfig({ config }: JsonObject, what: string, isWeb: boolean): JsonObject {
  const missing = typeof config !== "object" || config === null || Array.isArray(config);
  return missing && !isWeb ? {} : readObject(config, `the config of ${what}`);
}

function readUrl(value: unknown, what: string, isWeb: boolean): string {
  if (typeof value === "string" && value !== "") return value;
  if (isWeb) throw malformedAnswer(`${what} has no config.url`);
  return "";
}

function readEvents(value: unknown, what: string, isWeb: boolean): readonly string[] {
  const events = Array.isArray(value) ? value : undefined;
  const names = events?.filter((event): event is string => typeof event === "string") ?? [];
  if (isWeb && (events === undefined || names.length !== events.length))
    throw malformedAnswer(`${what} has no list of events`);
  return [...new Set(names)].toSorted(compareStrings);
}

function readActive(value: unknown, what: string, isWeb: boolean): boolean {
  if (isWeb && typeof value !== "boolean") throw malformedAnswer(`${what} has no active`);
  return value === true;
}

function readContentType(value: unknown): string {
  // Hooks of before 2019 may lack it, and GitHub then sends a form.
  return typeof value === "string" && value !== "" ? value : "form";
}

function readInsecureSsl(value: unknown, what: string, isWeb: boolean): boolean {
  if (value === true || value === 1 || value === "1") return true;
  if (value === false || value === 0 || value === "0") return false;
  if (value === undefined || value === null || value === "" || !isWeb) return false;
  throw malformedAnswer(`${what} has a config.insecure_ssl that is neither 0 nor 1`);
}

function readTime(value: unknown, complaint: string, isWeb: boolean): number {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  if (isWeb) throw malformedAnswer(complaint);
  return 0;
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
