import { compareStrings } from "../../model/compare-strings.ts";
import type { LiveHook } from "../../model/hook.ts";
import { compareScopes, type Scope, scopeKey, scopeName } from "../../model/scope.ts";
import { quoted } from "../frames/quoted.ts";

/** The live hooks of one scope. */
export interface LiveScope {
  readonly scope: Scope;
  readonly hooks: readonly LiveHook[];
}

export interface MergedScopes {
  /** Sorted, each once, with one spelling for every owner. */
  readonly scopes: readonly LiveScope[];
  /** Those that no file could name. */
  readonly unnameable: readonly LiveScope[];
}

/**
 * Brings what was read into one order, whatever order and however often it came: two targets may
 * select the same repository, in two spellings.
 */
export function mergeScopes(scopes: readonly LiveScope[]): MergedScopes {
  const spellings = new Map<string, string>();
  const merged = new Map<string, LiveScope>();
  const sorted = scopes.toSorted(
    (left, right) =>
      compareScopes(left.scope, right.scope) ||
      compareStrings(scopeName(left.scope), scopeName(right.scope)),
  );
  for (const { scope } of sorted) {
    const owner = scope.owner.toLowerCase();
    const known = spellings.get(owner);
    if (known === undefined || compareStrings(scope.owner, known) < 0) {
      spellings.set(owner, scope.owner);
    }
  }
  for (const { scope, hooks } of sorted) {
    const owner = spellings.get(scope.owner.toLowerCase()) ?? scope.owner;
    const known = merged.get(scopeKey(scope));
    merged.set(scopeKey(scope), {
      scope: known?.scope ?? { ...scope, owner },
      hooks: [...(known?.hooks ?? []), ...hooks],
    });
  }
  const all = [...merged.values()];
  return {
    scopes: all.filter(({ scope }) => isNameable(scope)),
    unnameable: all.filter(({ scope }) => !isNameable(scope)),
  };
}

/** Whether the file may hold the names; GitHub gives no others, but they come from outside. */
function isNameable(scope: Scope): boolean {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/.test(scope.owner)) return false;
  return scope.kind === "organization" || /^[\w.-]{1,100}$/.test(scope.repository);
}

/** A scope for comments: a name that is none could hold anything. */
export function showScope(scope: Scope): string {
  return isNameable(scope) ? scopeName(scope) : quoted(scopeName(scope));
}
