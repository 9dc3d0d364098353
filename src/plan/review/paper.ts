import type { DesiredScope, DesiredState } from "../../model/desired-state.ts";
import type { DesiredHook, LiveHook } from "../../model/hook.ts";
import { fieldsOf } from "../../model/hook-fields.ts";
import { type Plan, wholeActions } from "../../model/plan.ts";
import { type Scope, scopeKey } from "../../model/scope.ts";
import { matchHooks } from "../matching/match-hooks.ts";

/**
 * A declared hook as if it had been applied. Its id is below zero, which GitHub's never are: on paper
 * a hook has none.
 */
export function onPaper(hook: DesiredHook, index: number): LiveHook {
  const { secret } = hook;
  const rotatedAt = secret.kind === "managed" ? secret.secret.rotatedAt : undefined;
  return {
    id: -1 - index,
    name: "web",
    ...fieldsOf(hook),
    hasSecret: secret.kind === "managed",
    unknownConfigKeys: [],
    // All that is known is that a rotation of the base has been carried out.
    updatedAt: rotatedAt ?? 0,
    createdAt: 0,
    lastResponse: undefined,
  };
}

/** A declared hook and the live one that a plan takes for it. */
export interface PlannedPair {
  readonly scope: Scope;
  readonly desired: DesiredHook;
  readonly live: LiveHook;
}

/** The live hooks that a plan knows as declared: those that stay as they are, and those it changes. */
export function pairsOf(plan: Plan): readonly PlannedPair[] {
  const changed = wholeActions(plan.actions).flatMap((action) =>
    action.kind === "create" || action.kind === "delete" ? [] : [action],
  );
  return [...plan.unchanged, ...changed];
}

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
