import type { DesiredScope, DesiredState } from "../../model/desired-state.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { type Group, groupBy } from "../../model/group-by.ts";
import type { LiveState } from "../../model/live-state.ts";
import { type ExistingHook, existingHooksOf, type Plan } from "../../model/plan.ts";
import { hookKey, scopeKey } from "../../model/scope.ts";
import { aboutScopes, nameScopes, nameUrls, onTheBase } from "./describe-scopes.ts";
import { loweredHookGuards, loweredSettings } from "./lowered-guards.ts";
import { pairDeclared } from "./plan-against-base.ts";
import { secretExchanges } from "./secret-exchanges.ts";

/**
 * Warns of live hooks that the base declares, the change no longer does, and its plan does not
 * delete: from then on they belong to nobody. One warning for each entry of the base.
 */
function abandonedHooks({ head, base, unknown }: ReviewInput): readonly Diagnostic[] {
  // A delete that is blocked is told of as such.
  const deletes = head.plan.actions.filter((action) => action.kind === "delete");
  const spokenFor = new Set(
    [...existingHooksOf(head.plan), ...deletes].map(({ scope, live }) => hookKey(scope, live.id)),
  );
  const planned = new Set(head.plan.scopes.map(scopeKey));
  const selected = new Map(
    head.state.scopes.map(({ scope, position }) => [scopeKey(scope), position]),
  );
  const abandoned = existingHooksOf(base.plan).filter(({ scope, live }) => {
    const key = scopeKey(scope);
    if (unknown.has(key) || (selected.has(key) && !planned.has(key))) return false;
    return !spokenFor.has(hookKey(scope, live.id));
  });
  return [...groupBy(abandoned, ({ desired }) => JSON.stringify(desired.position)).values()].map(
    (pairs) => warn(pairs, selected),
  );
}

function warn(
  pairs: Group<ExistingHook>,
  selected: ReadonlyMap<string, DesiredState["scopes"][number]["position"]>,
): Diagnostic {
  const [first] = pairs;
  const scopes = pairs.map(({ scope }) => scope);
  const { position } = first.desired;
  const isOne = pairs.length === 1;
  const urls = nameUrls(pairs.map(({ desired }) => desired.url));
  // Compared without GitHub, a hook has no id.
  const id = first.live.id > 0 ? ` #${first.live.id}` : "";
  const what = isOne
    ? `the hook ${urls}${id}`
    : `${pairs.length} hooks ${urls} in ${nameScopes(scopes)}`;
  return {
    severity: "warning",
    code: "hook-abandoned",
    message: `this change no longer declares ${what} (${onTheBase(position)}) and does not delete ${isOne ? "it: it stays" : "them: they stay"} on GitHub`,
    help: "Delete with `state: absent` or `unmanaged: delete`, or keep the declaration.",
    ...aboutScopes(scopes),
    position: isOne ? selected.get(scopeKey(first.scope)) : undefined,
  };
}

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
  const message = `${nameScopes(scopes)} could not be read: this change no longer selects ${scopes.length === 1 ? "it" : "them"}, and whether hooks stay behind there is not known`;
  return [{ severity: "warning", code: "base-scope-unreadable", message, ...aboutScopes(scopes) }];
}

export interface ReviewedSide {
  readonly state: DesiredState;
  readonly plan: Plan;
}

/** The two sides of a change, base and head, and how much of them is known. */
export interface ReviewInput {
  readonly base: ReviewedSide;
  readonly head: ReviewedSide;
  /** What the base says of scopes that it does not have. */
  readonly defaults: Pick<DesiredScope, "unmanaged" | "undeclaredSecrets">;
  /** Scopes of the base of which nobody knows whether the change still selects them, by key. */
  readonly unknown: ReadonlySet<string>;
  /** False where both plans were made offline. */
  readonly isLive: boolean;
}

/**
 * What a reviewer of a change must not miss, beside its actions: secrets that it exchanges and GitHub
 * is not told of, guards of hooks and scopes that it lowers, hooks that it abandons.
 */
export function reviewChange(input: ReviewInput): readonly Diagnostic[] {
  const { base, head, defaults, isLive } = input;
  const pairs = pairDeclared(base.state, head.state);
  return [
    ...secretExchanges(base.state, pairs, isLive ? head.plan : undefined),
    ...loweredHookGuards(pairs),
    ...loweredSettings(base.state, head.state, defaults),
    ...abandonedHooks(input),
  ];
}
