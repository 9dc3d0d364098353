import type { DesiredState } from "../../model/desired-state.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { LiveState } from "../../model/live-state.ts";
import { scopeKey } from "../../model/scope.ts";
import { aboutScopes, nameScopes } from "./name-scopes.ts";

/**
 * Warns of scopes that the base alone declares and that could not be read: most often repositories
 * that are gone, which is why the change drops them.
 */
export function unreadableBase(
  base: DesiredState,
  head: DesiredState,
  live: LiveState,
): readonly Diagnostic[] {
  const selected = new Set(
    [...head.scopes, ...head.unreadable].map(({ scope }) => scopeKey(scope)),
  );
  const scopes = base.scopes
    .map(({ scope }) => scope)
    .filter((scope) => !selected.has(scopeKey(scope)))
    .filter((scope) => live.get(scopeKey(scope))?.status === "unreadable");
  if (scopes.length === 0) return [];
  return [
    {
      severity: "warning",
      code: "base-scope-unreadable",
      message: `${nameScopes(scopes)} could not be read: this change no longer selects ${scopes.length === 1 ? "it" : "them"}, and whether hooks stay behind there is not known`,
      ...aboutScopes(scopes),
    },
  ];
}
