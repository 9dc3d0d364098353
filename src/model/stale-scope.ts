import type { Action } from "./plan.ts";
import type { ActionDocument } from "./plan-document.ts";

/** An action of a saved plan, as far as people need to know it again; its URLs are masked. */
export type ReviewedAction = Pick<
  ActionDocument,
  "kind" | "hook_id" | "url" | "changes" | "secret" | "secret_ref"
>;

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
