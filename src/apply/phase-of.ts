import type { Action } from "../model/plan.ts";
import { isSilent } from "./rotation-gate.ts";

/** A run takes its actions up in phases, and begins none before the one ahead of it is done. */
export type Phase = 0 | 1 | 2;

/**
 * The phase of an action. Deletes that need not make room for anything wait until everything else is
 * done.
 *
 * @param isProving whether secrets are proved once they are written
 */
export function phaseOf(action: Action, isProving: boolean): Phase {
  if (action.kind === "delete" && action.early === null) return 2;
  // Nothing depends on these, and the others show whether their secret is right.
  return isProving && isSilent(action) ? 1 : 0;
}
