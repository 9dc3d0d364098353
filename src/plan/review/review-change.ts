import type { DesiredScope, DesiredState } from "../../model/desired-state.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { LiveState } from "../../model/live-state.ts";
import type { Plan } from "../../model/plan.ts";
import { scopeKey } from "../../model/scope.ts";
import { abandonedHooks } from "./abandoned-hooks.ts";
import { loweredHookGuards, loweredSettings } from "./lowered-guards.ts";
import { pairDeclared } from "./paper.ts";
import { secretExchanges } from "./secret-exchanges.ts";
import { aboutScopes, nameScopes } from "./words.ts";

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

/** One side of a change: what it declares, and the plan that this makes. */
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
  /** False where both plans were made on paper, without a look at GitHub. */
  readonly isLive: boolean;
}

/**
 * What a reviewer of a change must not miss, beside its actions: secrets that it exchanges and GitHub
 * is not told of, guards of hooks and scopes that it lowers, hooks that it abandons.
 */
export function reviewChange(input: ReviewInput): readonly Diagnostic[] {
  const { base, head, defaults, unknown, isLive } = input;
  const pairs = pairDeclared(base.state, head.state);
  return [
    ...secretExchanges(base.state, pairs, isLive ? head.plan : undefined),
    ...loweredHookGuards(pairs),
    ...loweredSettings(base.state, head.state, defaults),
    ...abandonedHooks({ head: head.plan, declared: head.state, base: base.plan, unknown }),
  ];
}
