import type { Answer } from "../http/answer.ts";
import { notFound } from "../http/answer.ts";
import type { Exchange } from "../http/exchange.ts";
import type { HookRecord, HookScope } from "../world/world.ts";

/** One operation on the hooks of a scope. `ids` are the numbers in its path, in order. */
export type HookOperation = (
  exchange: Exchange,
  scope: HookScope,
  ids: readonly number[],
) => Answer;

export const levelOf = (scope: HookScope): "organization" | "repository" =>
  scope.repository === undefined ? "organization" : "repository";

/**
 * OAuth apps see the hooks that they made and no others, and nobody else sees those.
 * https://docs.github.com/rest/repos/webhooks
 */
export function isVisible({ principal, switches }: Exchange, hook: HookRecord): boolean {
  if (switches.visibleHooks === "all" || principal.kind === "anyone") return true;
  return principal.kind === "oauth"
    ? hook.ownerApp === (principal.oauthApp ?? "")
    : hook.ownerApp === undefined;
}

export function hookOf(exchange: Exchange, scope: HookScope, ids: readonly number[]): HookRecord {
  const hook = scope.hooks.get(ids[0] ?? -1);
  if (hook === undefined || !isVisible(exchange, hook)) throw notFound();
  return hook;
}
