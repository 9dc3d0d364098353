import type { DesiredHook, LiveHook } from "../../model/hook.ts";
import { type Plan, wholeActions } from "../../model/plan.ts";
import type { Scope } from "../../model/scope.ts";

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
