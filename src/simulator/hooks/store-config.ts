import { invalidHook, type JsonObject } from "../http/api-error.ts";
import type { HookConfig } from "../simulator.ts";
import type { Mutable } from "../store/store.ts";
import type { Switches } from "../switches.ts";
import { configFields } from "./read-hook-body.ts";

type StoredConfig = Mutable<HookConfig>;

/** A value as GitHub stores it: always text, `true` as `1`; other values are not checked. */
export function storedText(value: unknown): string {
  if (typeof value === "boolean") return value ? "1" : "0";
  return value === null ? "" : String(value);
}

/**
 * Adds the defaults that GitHub stores. Since 2021 it is both keys, in this
 * order (hub4j/github-api, AppTest tryHook); in 2018 it was insecure_ssl alone, before it nothing.
 */
export function fillDefaults(config: StoredConfig, switches: Switches): StoredConfig {
  const { legacyConfig } = switches;
  const filled = { ...config };
  if (legacyConfig !== "as-sent") filled.insecure_ssl ??= "0";
  if (legacyConfig === "filled" || legacyConfig === "blank-secret") filled.content_type ??= "form";
  if (legacyConfig === "blank-secret") filled.secret ??= "";
  return filled;
}

/** What a secret that is sent is stored as; undefined: there is none. */
function storedSecret(
  sent: string,
  previous: StoredConfig | undefined,
  { emptySecret, maskEcho }: Switches,
): string | undefined {
  if (sent === "" && emptySecret === "clear") return undefined;
  if (sent === "" && emptySecret === "ignore") return previous?.secret;
  const isMask = sent === "********" && maskEcho === "keep" && previous !== undefined;
  return isMask ? previous.secret : sent;
}

/** The keys that are sent, over those of `base`. */
function storedConfig(
  base: StoredConfig,
  sent: JsonObject,
  previous: StoredConfig | undefined,
  switches: Switches,
): StoredConfig {
  const next = { ...base };
  for (const [key, value] of Object.entries(sent)) {
    const whole = storedText(value);
    const cut = key === "url" && switches.longUrls === "cut" ? whole.slice(0, 255) : whole;
    // A blank key is one that was not sent (sourcegraph, GHES 3.3).
    const text = key === "secret" ? storedSecret(cut, previous, switches) : cut || undefined;
    if (text === undefined) delete next[key];
    else if (Object.hasOwn(configFields, key) || switches.unknownConfigKeys === "store")
      next[key] = text;
    else if (switches.unknownConfigKeys === "422")
      throw invalidHook([`Invalid config attribute: ${key}`]);
  }
  return next;
}

/** The config of a new hook. */
export function createConfig(sent: JsonObject, switches: Switches): StoredConfig {
  return fillDefaults(storedConfig({}, sent, undefined, switches), switches);
}

/**
 * The config after `PATCH …/hooks/{id}` with a `config`, which replaces the whole: a secret that is
 * not sent again is gone, and what is left out has its default again.
 * https://docs.github.com/rest/repos/webhooks#update-a-repository-webhook
 */
export function replaceConfig(
  previous: StoredConfig,
  sent: JsonObject,
  switches: Switches,
): StoredConfig {
  if (switches.configOnPatch === "merge") return mergeConfig(previous, sent, switches);
  const { url, content_type } = previous;
  const next = storedConfig({}, sent, previous, switches);
  // A repository's config may come without a url; whether the hook keeps its own then is not documented.
  if (switches.urlOmittedOnPatch === "keep" && url !== undefined) next.url ??= url;
  if (switches.contentTypeOnPatch === "keep" && content_type !== undefined)
    next.content_type ??= content_type;
  return fillDefaults(next, switches);
}

/** The config after `PATCH …/config`: the keys sent, over those that were there. */
export function mergeConfig(
  previous: StoredConfig,
  sent: JsonObject,
  switches: Switches,
): StoredConfig {
  return storedConfig(previous, sent, previous, switches);
}
