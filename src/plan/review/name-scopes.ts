import { compareScopes, type Scope, scopeKey, scopeName } from "../../model/scope.ts";

/** How many scopes a sentence names before it counts. */
const named = 3;

/** The scopes that something is true of, in words: all of a few, some of many. */
export function nameScopes(scopes: readonly Scope[]): string {
  const unique = [...new Map(scopes.map((scope) => [scopeKey(scope), scope])).values()];
  const names = unique.toSorted(compareScopes).map(scopeName);
  const [first = "", ...others] = names;
  if (others.length === 0) return first;
  if (names.length <= named) return `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
  return `${names.slice(0, named).join(", ")} and ${names.length - named} more`;
}

/** The one scope that something is about; undefined where there are several. */
export function onlyScope(scopes: readonly Scope[]): string | undefined {
  const keys = new Set(scopes.map(scopeKey));
  const [first] = scopes;
  return first !== undefined && keys.size === 1 ? scopeName(first) : undefined;
}
