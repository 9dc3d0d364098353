import type { Diagnostic } from "./diagnostic.ts";
import type { LiveHook } from "./hook.ts";
import { type Scope, type Spellings, scopeKey } from "./scope.ts";

/** What was seen of one scope. Not seeing is not absence: an unreadable scope has no hook list. */
export type ScopeReading =
  | {
      readonly status: "read";
      readonly scope: Scope;
      readonly hooks: readonly LiveHook[];
      /** When the list was asked for, in milliseconds since the epoch; undefined = long ago. */
      readonly readAt?: number;
    }
  | { readonly status: "unreadable"; readonly scope: Scope; readonly diagnostic: Diagnostic };

/** By {@link scopeKey}. */
export type LiveState = ReadonlyMap<string, ScopeReading>;

/**
 * The problem of a scope that could not be read, judged by how it was selected: a repository that
 * GitHub has blocked is skipped by patterns, because it cannot be changed. Skipped is a warning.
 */
export function problemOf(
  { diagnostic }: ScopeReading & { readonly status: "unreadable" },
  namedExactly: boolean,
): Diagnostic {
  if (namedExactly || diagnostic.code !== "repository-blocked") return diagnostic;
  return { ...diagnostic, severity: "warning", message: `skipped: ${diagnostic.message}` };
}

/** The problems of all scopes that could not be read. */
export function problemsOf(
  live: LiveState,
  namedExactly: ReadonlySet<string>,
): readonly Diagnostic[] {
  return [...live].flatMap(([key, reading]) =>
    reading.status === "unreadable" ? problemOf(reading, namedExactly.has(key)) : [],
  );
}

/** How GitHub spells the scopes that were read, as far as the addresses of their hooks tell. */
export function spellingsOf(live: LiveState): Spellings {
  const found = new Map<string, Scope>();
  for (const [key, reading] of live) {
    if (reading.status !== "read") continue;
    const names = reading.hooks.flatMap(({ spelling }) => spelling ?? []);
    // The address of a hook of another scope would be no answer to what was asked.
    const own = names.find((name) => scopeKey(name) === key);
    if (own !== undefined) found.set(key, own);
  }
  return found;
}
