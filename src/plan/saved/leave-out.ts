import type { Limits } from "../../model/desired-state.ts";
import type { Plan } from "../../model/plan.ts";
import { scopeKey } from "../../model/scope.ts";
import { guardLimits } from "../guards/guard.ts";
import { refusals } from "../guards/refusals.ts";

/**
 * The plan without the actions of some scopes, and without what was held against those. Limits are
 * counted again over what is left.
 *
 * @param scopes by scope key
 */
export function leaveOut(plan: Plan, scopes: ReadonlySet<string>, limits: Limits): Plan {
  const actions = plan.actions.filter(({ scope }) => !scopes.has(scopeKey(scope)));
  const counted = new Set(
    refusals(plan).filter(({ scope }) => scope === undefined || scopes.has(scope.toLowerCase())),
  );
  const diagnostics = plan.diagnostics.filter((diagnostic) => !counted.has(diagnostic));
  return { ...plan, actions, diagnostics: [...diagnostics, ...guardLimits(actions, limits)] };
}
