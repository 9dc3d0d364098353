import type { Diagnostic } from "./diagnostic.ts";
import type { HookfleetError } from "./errors.ts";
import type { Action } from "./plan.ts";
import type { Verification } from "./verification.ts";

/** How an action ended: every action of a plan ends in one of three ways. */
export type ActionOutcome =
  | {
      readonly status: "applied";
      readonly action: Action;
      readonly hookId: number;
      /** True where a rotation is done by a proof alone: GitHub does not show it, so plans go on listing it. */
      readonly isUnrecorded?: true;
      /** What was found of its secret, where that was looked at. */
      readonly verification?: Verification;
    }
  | {
      readonly status: "failed";
      readonly action: Action;
      readonly error: HookfleetError;
      /** As above: GitHub took the action, and the secret is not proved. */
      readonly verification?: Verification;
    }
  | {
      readonly status: "not_attempted";
      readonly action: Action;
      readonly reason: string;
      readonly verification?: undefined;
    };

/** What the applier tells while it works; `index` is the place of the action in the plan, from 0. */
export type ApplyEvent =
  | { readonly type: "action_started"; readonly index: number; readonly action: Action }
  | { readonly type: "action_finished"; readonly index: number; readonly outcome: ActionOutcome };

/** What happened, in the order of the plan's actions. */
export interface ApplyReport {
  readonly outcomes: readonly ActionOutcome[];
  /** Why the run was refused before its first write; absent where it was not. */
  readonly refused?: readonly Diagnostic[];
}

/**
 * The report of a run that was refused before its first write.
 *
 * @param actions those of the plan; none where the run did not come to a plan
 */
export function refusedReport(
  actions: readonly Action[],
  refused: readonly Diagnostic[],
): ApplyReport {
  const codes = [...new Set(refused.map(({ code }) => code))].join(", ");
  const reason = `the run was refused before its first write (${codes})`;
  return {
    refused,
    outcomes: actions.map((action) => ({ status: "not_attempted", action, reason })),
  };
}
