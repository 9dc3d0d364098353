import { compareStrings } from "./compare-strings.ts";
import { declaredHooksOf, type HookRef, type Plan, writesOf } from "./plan.ts";
import { managedSecret } from "./secret-reference.ts";

/** A hook whose secret is, or was, to be rotated. */
export interface RotatedHook extends HookRef {
  /** GitHub's clock, in milliseconds since the epoch. */
  readonly updatedAt: number;
}

/** How far a rotation is: over all hooks that have the secret, as the plan sees them. */
export interface Rotation {
  readonly secretRef: string;
  /** Milliseconds since the epoch. */
  readonly rotatedAt: number;
  /** Last updated before it; the plan rotates them. */
  readonly due: readonly RotatedHook[];
  /** Last updated before it; their action is blocked, so that they keep what they have. */
  readonly blocked: readonly RotatedHook[];
  /** Updated since: not touched for it again. */
  readonly done: readonly RotatedHook[];
  /** Requests of the due ones that write. */
  readonly writes: number;
}

/** Every rotation of a plan, by secret. A hook that has no secret yet is part of none. */
export function rotationsOf(plan: Plan): readonly Rotation[] {
  type Hooks = Record<"due" | "blocked" | "done", RotatedHook[]>;
  const found = new Map<string, Hooks & { rotatedAt: number; writes: number }>();
  for (const { scope, desired, live, action } of declaredHooksOf(plan)) {
    const { ref = "", rotatedAt } = managedSecret(desired) ?? {};
    if (rotatedAt === undefined || live?.hasSecret !== true) continue;
    const hook = { scope, hookId: live.id, url: desired.url, updatedAt: live.updatedAt };
    const rotation = found.get(ref) ?? { rotatedAt, due: [], blocked: [], done: [], writes: 0 };
    found.set(ref, rotation);
    if (live.updatedAt >= rotatedAt) rotation.done.push(hook);
    else if (action !== undefined && action.blocked !== null) rotation.blocked.push(hook);
    else {
      rotation.due.push(hook);
      rotation.writes += action === undefined ? 0 : writesOf(action);
    }
  }
  return [...found]
    .map(([secretRef, rotation]) => ({ secretRef, ...rotation }))
    .toSorted((left, right) => compareStrings(left.secretRef, right.secretRef));
}

/** A hook that uses a managed secret. */
export type SecretUse = ReturnType<typeof secretUses>[number];

/**
 * Every declared hook of a plan that has a managed secret, whatever the plan does to it. One that does
 * not exist yet has no id and no time of an update.
 */
export function secretUses(plan: Plan) {
  return declaredHooksOf(plan).flatMap(({ scope, desired, live }) => {
    const definition = managedSecret(desired);
    if (definition === undefined) return [];
    const { id: hookId, updatedAt, hasSecret = false } = live ?? {};
    return [{ definition, scope, url: desired.url, hookId, updatedAt, hasSecret }];
  });
}
