import type { Action } from "./plan.ts";

/** An action of a saved plan, as far as people need to know it again. */
export interface ReviewedAction {
  readonly kind: string;
  readonly hook_id: number | null;
  /** As it was shown then: masked. */
  readonly url: string;
}

/** A scope whose plan is not the reviewed one any more, and how it differs. */
export interface StaleScope {
  readonly scope: string;
  /** Reviewed, and not due any more. */
  readonly gone: readonly ReviewedAction[];
  /** Due now, and not reviewed. */
  readonly fresh: readonly Action[];
  /** True where the actions are the same and stand in another order. */
  readonly reordered: boolean;
}
