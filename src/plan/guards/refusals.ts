import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Plan } from "../../model/plan.ts";
import { scopeKey } from "../../model/scope.ts";
import { guardLimits } from "./guard.ts";

const limitCodes: ReadonlySet<string> = new Set(["too-many-deletes", "too-many-changes"]);
const planCodes: ReadonlySet<string> = new Set(["event-limit", "rotation-ahead"]);

/** Whether a diagnostic of a plan forbids to write anything of it, rather than tells of a scope. */
export function isRefusal({ severity, code }: Diagnostic): boolean {
  return severity === "error" && (limitCodes.has(code) || planCodes.has(code));
}

/**
 * The guards that a plan breaks: with any of them nothing of it may be written. Limits are counted
 * anew over the actions, so that they hold whatever has become of the plan's diagnostics.
 *
 * @param without scopes that are left alone, by scope key: neither their actions nor what was held
 *   against them counts
 */
export function refusals(
  plan: Plan,
  without: ReadonlySet<string> = new Set(),
): readonly Diagnostic[] {
  const held = plan.diagnostics.filter(
    (diagnostic) =>
      isRefusal(diagnostic) &&
      !limitCodes.has(diagnostic.code) &&
      !without.has(diagnostic.scope?.toLowerCase() ?? ""),
  );
  const actions = plan.actions.filter(({ scope }) => !without.has(scopeKey(scope)));
  return [...held, ...guardLimits(actions, plan.limits)];
}
