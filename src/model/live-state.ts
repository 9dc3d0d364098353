import type { Diagnostic } from "./diagnostic.ts";
import type { LiveHook } from "./hook.ts";
import type { Scope } from "./scope.ts";

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
