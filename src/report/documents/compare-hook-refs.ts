import type { HookRef } from "../../model/plan.ts";
import { compareScopes } from "../../model/scope.ts";

/** By scope, then id. */
export function compareHookRefs(left: HookRef, right: HookRef): number {
  return compareScopes(left.scope, right.scope) || left.hookId - right.hookId;
}
