import type { Switches } from "../switches.ts";
import type { StoredConfig } from "../world/world.ts";

/** A value as GitHub stores it: always text, `true` as `1`, and nonsense as it is. */
export function storedText(value: unknown): string {
  if (typeof value === "boolean") return value ? "1" : "0";
  return value === null ? "" : String(value);
}

/**
 * Writes into a config what GitHub adds of its own accord. Since 2021 it is both keys, in this
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
