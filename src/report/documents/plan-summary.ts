import type { Plan } from "../../model/plan.ts";
import type { PlanSummary } from "../../model/plan-document.ts";

/** Counts a plan. An action that is blocked counts as that and under no kind. */
export function planSummary(plan: Plan): PlanSummary {
  const open = plan.actions.filter((action) => action.blocked === null);
  return {
    create: open.filter(({ kind }) => kind === "create").length,
    update: open.filter(({ kind }) => kind === "update").length,
    config_patch: open.filter(({ kind }) => kind === "config-patch").length,
    delete: open.filter(({ kind }) => kind === "delete").length,
    blocked: plan.actions.length - open.length,
    unchanged: plan.unchanged.length,
    unmanaged: plan.unmanaged.length,
    ignored: plan.ignored.length,
    assumed: plan.assumed,
  };
}
