import type { Switches } from "../switches.ts";
import type { HookRecord, HookScope, StoredConfig } from "../world/world.ts";

function comparable(url: string, { urlComparison }: Switches): string {
  if (urlComparison === "bytes") return url;
  try {
    return new URL(url).href.replace(/\/$/, "");
  } catch {
    return url;
  }
}

function sameConfig(left: StoredConfig, right: StoredConfig, switches: Switches): boolean {
  if (comparable(left.url ?? "", switches) !== comparable(right.url ?? "", switches)) return false;
  if (switches.duplicateKey === "url") return true;
  const keys =
    switches.duplicateKey === "config"
      ? new Set([...Object.keys(left), ...Object.keys(right)])
      : new Set(["content_type", "insecure_ssl"]);
  keys.delete("url");
  return [...keys].every((key) => left[key] === right[key]);
}

function overlap(
  left: readonly string[],
  right: readonly string[],
  { wildcardOverlap }: Switches,
): boolean {
  if (wildcardOverlap === "all" && (left.includes("*") || right.includes("*"))) return true;
  return left.some((event) => right.includes(event));
}

/**
 * The hook that a candidate may not stand beside: hooks can share a config as long as no event is
 * in both. https://docs.github.com/rest/repos/webhooks#create-a-repository-webhook
 */
export function findDuplicate(
  scope: HookScope,
  candidate: { readonly config: StoredConfig; readonly events: readonly string[] },
  self: HookRecord | undefined,
  switches: Switches,
): HookRecord | undefined {
  for (const hook of scope.hooks.values()) {
    if (hook === self || hook.config.url === undefined) continue;
    if (
      sameConfig(hook.config, candidate.config, switches) &&
      overlap(hook.events, candidate.events, switches)
    )
      return hook;
  }
  return undefined;
}
