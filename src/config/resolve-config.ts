import { type LoadedConfig, type ResolveOptions, resolveSources } from "./resolve-sources.ts";
import { loadSchemaCheck } from "./schema/schema-check.ts";
import type { ConfigSource } from "./yaml/yaml-node.ts";

/**
 * Resolves texts that are at hand already, such as files as they are on another branch. Reads
 * nothing but the schema that comes with the package.
 */
export async function resolveConfig(
  sources: readonly ConfigSource[],
  { now, maxRepeats }: Pick<ResolveOptions, "now" | "maxRepeats">,
): Promise<LoadedConfig> {
  return resolveSources(sources, { now, maxRepeats, schemaCheck: await loadSchemaCheck() });
}
