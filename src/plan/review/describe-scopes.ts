import type { SourcePosition } from "../../model/diagnostic.ts";
import type { HookUrl } from "../../model/hook-url.ts";
import { compareScopes, type Scope, scopeKey, scopeName } from "../../model/scope.ts";

/** How many scopes a sentence names before it counts. */
const named = 3;

function namesOfScopes(scopes: readonly Scope[]): readonly string[] {
  const unique = [...new Map(scopes.map((scope) => [scopeKey(scope), scope])).values()];
  return unique.toSorted(compareScopes).map(scopeName);
}

/** The scopes that something is true of, in words: all of a few, some of many. */
export function nameScopes(scopes: readonly Scope[]): string {
  const names = namesOfScopes(scopes);
  const [first = "", ...others] = names;
  if (others.length === 0) return first;
  if (names.length <= named) return `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
  return `${names.slice(0, named).join(", ")} and ${names.length - named} more`;
}

/** What something is about, for its diagnostic: the one scope, or all of several. */
export function aboutScopes(
  scopes: readonly Scope[],
): { readonly scope: string } | { readonly scopes: readonly string[] } {
  const names = namesOfScopes(scopes);
  const [scope] = names;
  return scope !== undefined && names.length === 1 ? { scope } : { scopes: names };
}

/** The URLs of hooks that one entry declares, masked: `{repo}` makes another of it in each scope. */
export function nameUrls(urls: readonly HookUrl[]): string {
  const shown = [...new Set(urls.map((url) => url.show()))];
  return shown.length < 2 ? (shown[0] ?? "") : `${shown[0] ?? ""} (and others like it)`;
}

/** A place in a file as it is on the base: in words, because the file of the change differs there. */
export function onTheBase({ file, line }: SourcePosition): string {
  return `${file}:${line} on the base`;
}
