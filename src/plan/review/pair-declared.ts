import type { DesiredScope, DesiredState } from "../../model/desired-state.ts";
import type { DesiredHook } from "../../model/hook.ts";
import { type Scope, scopeKey } from "../../model/scope.ts";
import { matchHooks } from "../matching/match-hooks.ts";
import { onPaper } from "./on-paper.ts";

/** One hook as the base declares it and as the change does. */
export interface DeclaredPair {
  readonly scope: Scope;
  readonly before: DesiredHook;
  readonly after: DesiredHook;
}

function pairScope(base: DesiredScope, head: DesiredScope): readonly DeclaredPair[] {
  const live = base.hooks.map(onPaper);
  return matchHooks(head.hooks, live).pairs.flatMap(({ desired, live: { id } }) => {
    const before = base.hooks[-1 - id];
    return before === undefined ? [] : [{ scope: head.scope, before, after: desired }];
  });
}

/** The hooks that both declare, found again as live ones are: by URL, or by a previous one. */
export function pairDeclared(base: DesiredState, head: DesiredState): readonly DeclaredPair[] {
  const before = new Map(base.scopes.map((scope) => [scopeKey(scope.scope), scope]));
  return head.scopes.flatMap((scope) => {
    const known = before.get(scopeKey(scope.scope));
    return known === undefined ? [] : pairScope(known, scope);
  });
}
