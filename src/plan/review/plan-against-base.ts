import type { DesiredScope, DesiredState } from "../../model/desired-state.ts";
import { type Diagnostic, errorsOf } from "../../model/diagnostic.ts";
import { type AbsentHook, type DesiredHook, isAbsent, type LiveHook } from "../../model/hook.ts";
import { digestValues, fieldsOf } from "../../model/hook-fields.ts";
import { HookUrl } from "../../model/hook-url.ts";
import type { LiveState, ScopeReading } from "../../model/live-state.ts";
import type { Action, Plan } from "../../model/plan.ts";
import type { ActionOrigin } from "../../model/plan-document.ts";
import { type Scope, scopeKey, scopeName } from "../../model/scope.ts";
import { managedSecret, secretSourceKey } from "../../model/secret-reference.ts";
import { matchHooks } from "../matching/match-hooks.ts";
import { type PlanOptions, planFleet } from "../plan-fleet.ts";

/** A declared hook as if it were applied. Its id is below zero, which GitHub's never are. */
export function asIfApplied(hook: DesiredHook, index: number): LiveHook {
  const secret = managedSecret(hook);
  return {
    id: -1 - index,
    name: "web",
    ...fieldsOf(hook),
    hasSecret: secret !== undefined,
    unknownConfigKeys: [],
    // All that is known is that a rotation of the base has been carried out.
    updatedAt: secret?.rotatedAt ?? 0,
    createdAt: 0,
    lastResponse: undefined,
  };
}

export interface DeclaredPair {
  readonly scope: Scope;
  readonly before: DesiredHook;
  readonly after: DesiredHook;
}

function pairScope(base: DesiredScope, head: DesiredScope): readonly DeclaredPair[] {
  const live = base.hooks.map(asIfApplied);
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

/** The base as if it were applied; where it says nothing there is nothing. */
function appliedBase(base: DesiredState, head: DesiredState): LiveState {
  const live = new Map<string, ScopeReading>();
  for (const { scope } of head.scopes)
    live.set(scopeKey(scope), { status: "read", scope, hooks: [] });
  for (const { scope, hooks } of base.scopes)
    live.set(scopeKey(scope), { status: "read", scope, hooks: hooks.map(asIfApplied) });
  for (const { scope, diagnostic } of base.unreadable)
    live.set(scopeKey(scope), { status: "unreadable", scope, diagnostic });
  return live;
}

/** No requests belong to an action that is compared only: no live hook is known. */
function withoutRequests<Kind extends Action>(action: Kind): Kind {
  return { ...action, requests: [], needs: [] };
}

/** Deletes of what neither side declares: there may be such hooks, and here they are not seen. */
function unseenDeletes(base: DesiredState, head: DesiredState): readonly Diagnostic[] {
  const known = new Map(base.scopes.map((scope) => [scopeKey(scope.scope), scope]));
  const isKnown = (scope: Scope, entry: AbsentHook): boolean => {
    const before = known.get(scopeKey(scope));
    return (
      before?.absent.some(({ url }) => url.normalized() === entry.url.normalized()) === true ||
      // Under a glob there may be more than what the base declares.
      (entry.glob === undefined && before?.hooks.some(({ url }) => isAbsent(entry, url)) === true)
    );
  };
  return head.scopes.flatMap(({ scope, absent }) =>
    absent
      .filter((entry) => !isKnown(scope, entry))
      .map(({ url, glob, position }) => ({
        severity: "warning",
        code: "absent-unseen",
        message:
          glob === undefined
            ? `this change deletes every hook of the URL ${url.show()}, which the base does not know: whether there is one is not known offline`
            : `this change deletes every hook under ${url.show()}: which there are is not known offline`,
        scope: scopeName(scope),
        position,
      })),
  );
}

/**
 * What a change asks for beside its base, from the two alone: the plan that would be made if GitHub
 * held exactly what the base declares. Its hooks have no ids, its actions no requests, and it knows
 * of no unmanaged hooks and no secrets.
 */
export function planAgainstBase(
  base: DesiredState,
  head: DesiredState,
  options: PlanOptions,
): { readonly head: Plan; readonly base: Plan } {
  const live = appliedBase(base, head);
  const plan = planFleet(head, live, options);
  return {
    base: planFleet(base, live, options),
    head: {
      ...plan,
      actions: plan.actions.map((action) => withoutRequests(action)),
      unmanaged: [],
      assumed: 0,
      diagnostics: [
        // Its warnings are about live hooks, by their ids; what matters of them is told as a guard.
        ...errorsOf(plan.diagnostics),
        ...unseenDeletes(base, head),
      ],
    },
  };
}

/**
 * What an action would do to GitHub, and nothing of why: two plans hold the same effect where they
 * hold the same action but for its reason, its place in the order, or the name of its secret's entry.
 */
export function effectKey(action: Action): string {
  const scope = scopeKey(action.scope);
  if (action.kind === "delete")
    return JSON.stringify(["delete", scope, action.live.id, action.blocked]);
  const isSent = action.secret !== "keep" && action.secret !== "none";
  const secret = isSent ? managedSecret(action.desired) : undefined;
  const source = secret === undefined ? null : secretSourceKey(secret.source);
  const common = [scope, action.blocked, action.secret, source];
  if (action.kind === "create")
    return JSON.stringify(["create", ...common, digestValues(action.desired)]);
  const changes = action.changes.map((change) => [
    change.field,
    change.after instanceof HookUrl ? change.after.reveal() : change.after,
  ]);
  return JSON.stringify(["change", ...common, action.live.id, changes]);
}

/**
 * Who asks for each action of a plan: it is `drift` where the plan of the base, made against the same
 * live state, has an action with the same effect, and otherwise of the change.
 *
 * @param uncertain scopes, by key, of which the base may declare hooks whose URLs are not known here:
 *   that nothing declared a hook before is not certain there, so its delete counts as the change's
 */
export function originOf(
  head: Plan,
  base: Plan,
  uncertain: ReadonlySet<string> = new Set(),
): ReadonlyMap<Action, ActionOrigin> {
  const due = new Set(base.actions.map(effectKey));
  return new Map(
    head.actions.map((action) => {
      const doubtful =
        action.kind === "delete" &&
        action.reason === "unmanaged" &&
        uncertain.has(scopeKey(action.scope));
      const isDue = !doubtful && due.has(effectKey(action));
      return [action, isDue ? "drift" : "change"];
    }),
  );
}
