import type { DesiredHook, LiveHook } from "../model/hook.ts";
import { type Plan, wholeActions } from "../model/plan.ts";
import { compareScopes, type Scope } from "../model/scope.ts";
import type { SecretDefinition } from "../model/secret-reference.ts";

/** A declared hook, the live one behind it, and the secret that it should have. */
export interface DeclaredHook {
  readonly scope: Scope;
  readonly desired: DesiredHook;
  /** undefined where GitHub has no such hook yet. */
  readonly live: LiveHook | undefined;
  /** undefined where the file says nothing of a secret, or that there is none. */
  readonly secret: SecretDefinition | undefined;
}

/**
 * Every declared hook, matched to the live one as the plan has it, by scope and id; those that are
 * missing on GitHub stand last in their scope.
 */
export function declaredHooks(plan: Plan): readonly DeclaredHook[] {
  const changing = wholeActions(plan.actions).flatMap((action): readonly DeclaredHook[] => {
    if (action.kind === "delete") return [];
    const { scope, desired } = action;
    const live = action.kind === "create" ? undefined : action.live;
    return [{ scope, desired, live, secret: secretOf(desired) }];
  });
  const unchanged = plan.unchanged.map(({ scope, desired, live }) => ({
    scope,
    desired,
    live,
    secret: secretOf(desired),
  }));
  return [...unchanged, ...changing].toSorted(
    (left, right) => compareScopes(left.scope, right.scope) || idOrLast(left) - idOrLast(right),
  );
}

function idOrLast({ live }: DeclaredHook): number {
  return live?.id ?? Number.MAX_SAFE_INTEGER;
}

function secretOf({ secret }: DesiredHook): SecretDefinition | undefined {
  return secret.kind === "managed" ? secret.secret : undefined;
}
