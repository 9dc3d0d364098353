import {
  type CheckedPlan,
  type CheckPlanOptions,
  checkPlan,
  PlanRefused,
} from "../../apply/check-plan.ts";
import { HookfleetError } from "../../model/errors.ts";
import type { Plan } from "../../model/plan.ts";
import { scopeKey } from "../../model/scope.ts";
import { Problems } from "../errors/tell-error.ts";
import type { Io } from "../io.ts";
import { canAsk, confirm } from "../terminal/confirm.ts";

/** `checkPlan`, whose missing secrets are told of each with its place, as other problems are. */
export async function check(plan: Plan, options: CheckPlanOptions): Promise<CheckedPlan> {
  try {
    return await checkPlan(plan, options);
  } catch (error) {
    if (error instanceof PlanRefused && error.code === "secrets-unavailable")
      throw new Problems(error.reasons);
    throw error;
  }
}

/**
 * Asks for approval, where something is to be written and nobody has given it.
 *
 * @throws HookfleetError `not-approved`, `interrupted`
 */
export async function approve(
  { plan, due, stale }: CheckedPlan,
  { autoApprove }: { readonly autoApprove?: true },
  io: Io,
): Promise<void> {
  if (autoApprove === true || due.length === 0) return;
  if (!canAsk(io)) {
    throw new HookfleetError(
      "not-approved",
      "nothing was written: stdin is not a terminal, so that nobody can be asked",
      { help: "Pass --auto-approve." },
    );
  }
  const open = plan.actions.filter(
    ({ blocked, scope }) => blocked === null && !stale.has(scopeKey(scope)),
  ).length;
  const all = open === 1 ? "this action" : `these ${open} actions`;
  const what = due.length === open ? all : `${due.length} of ${all}`;
  if (await confirm(`Carry out ${what} on GitHub?`, io)) return;
  throw io.interrupted.aborted
    ? new HookfleetError("interrupted", "nothing was written: the run was interrupted")
    : new HookfleetError("not-approved", "nothing was written: canceled");
}
