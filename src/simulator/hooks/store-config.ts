import { hookProblem, invalid } from "../http/api-error.ts";
import type { StoredConfig } from "../store/store.ts";
import type { Switches } from "../switches.ts";
import { configFields, type SentConfig } from "./read-hook-body.ts";

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

function storeSecret(
  next: StoredConfig,
  sent: string,
  previous: StoredConfig | undefined,
  { emptySecret, maskEcho }: Switches,
): void {
  const keepOld = (): void => {
    if (previous?.secret === undefined) delete next.secret;
    else next.secret = previous.secret;
  };
  if (sent === "" && emptySecret === "clear") delete next.secret;
  else if (sent === "" && emptySecret === "ignore") keepOld();
  else if (sent === "********" && maskEcho === "keep" && previous !== undefined) keepOld();
  else next.secret = sent;
}

function storeKeys(
  next: StoredConfig,
  sent: SentConfig,
  previous: StoredConfig | undefined,
  switches: Switches,
): void {
  for (const [key, value] of Object.entries(sent)) {
    const whole = storedText(value);
    const text = key === "url" && switches.longUrls === "cut" ? whole.slice(0, 255) : whole;
    if (key === "secret") storeSecret(next, text, previous, switches);
    // A blank key is one that was not sent (sourcegraph, GHES 3.3).
    else if (text === "") delete next[key];
    else if (Object.hasOwn(configFields, key) || switches.unknownConfigKeys === "store")
      next[key] = text;
    else if (switches.unknownConfigKeys === "422")
      throw invalid([hookProblem(`Invalid config attribute: ${key}`)]);
  }
}

/** The config of a new hook. */
export function createConfig(sent: SentConfig, switches: Switches): StoredConfig {
  const next: StoredConfig = {};
  storeKeys(next, sent, undefined, switches);
  return fillDefaults(next, switches);
}

/**
 * The config after `PATCH …/hooks/{id}` with a `config`, which replaces the whole: a secret that is
 * not sent again is gone, and what is left out has its default again.
 * https://docs.github.com/rest/repos/webhooks#update-a-repository-webhook
 */
export function replaceConfig(
  previous: StoredConfig,
  sent: SentConfig,
  switches: Switches,
): StoredConfig {
  if (switches.configOnPatch === "merge") return mergeConfig(previous, sent, switches);
  const next: StoredConfig = {};
  storeKeys(next, sent, previous, switches);
  // A repository's config may come without a url; what then becomes of the hook's is not said.
  if (switches.urlOmittedOnPatch === "keep" && previous.url !== undefined)
    next.url ??= previous.url;
  if (switches.contentTypeOnPatch === "keep" && previous.content_type !== undefined)
    next.content_type ??= previous.content_type;
  return fillDefaults(next, switches);
}

/** The config after `PATCH …/config`: the keys sent, over those that were there. */
export function mergeConfig(
  previous: StoredConfig,
  sent: SentConfig,
  switches: Switches,
): StoredConfig {
  const next = { ...previous };
  storeKeys(next, sent, previous, switches);
  return next;
}
