import type { FleetConfig } from "../config/fleet-config.ts";
import { compareGuards } from "../config/review/compare-guards.ts";
import { offlineStates } from "../config/review/offline-states.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { throwErrors } from "../model/errors.ts";
import type { Plan } from "../model/plan.ts";
import { type OpenName, scopeKey } from "../model/scope.ts";
import { originOf, planAgainstBase } from "../plan/review/plan-against-base.ts";
import { reviewChange } from "../plan/review/review-change.ts";
import type { Base } from "./compare-with-base.ts";
import { type FleetInput, withLimits } from "./plan-against-github.ts";

/**
 * The plan of a change from the two configurations alone: no token, no request, no value of a secret
 * or of a variable. Everything in it is asked for by the change.
 *
 * @throws DiagnosticsError where a target matches nothing
 */
export function planOffline(
  config: FleetConfig,
  base: Base,
  input: Pick<FleetInput, "targets" | "hooksPerEvent" | "maxDeletes" | "maxChanges">,
) {
  const states = offlineStates(base.config, config, input.targets);
  throwErrors(states.diagnostics);
  const head = withLimits(states.head, input);
  const plans = planAgainstBase(states.base, head, { hooksPerEvent: input.hooksPerEvent });
  const review = reviewChange({
    base: { state: states.base, plan: plans.base },
    head: { state: head, plan: plans.head },
    defaults: base.config,
    unknown: new Set(),
    isLive: false,
  });
  return {
    // No drift: the base counts as applied.
    origin: originOf(plans.head, plans.base),
    plan: {
      ...plans.head,
      diagnostics: [
        ...base.notes,
        ...states.diagnostics,
        ...compareGuards(base.config, config),
        ...review,
        ...namesAsWritten(plans.head, states.openNames),
        ...plans.head.diagnostics,
      ],
    },
  };
}

/** A warning where an action is shown with a URL that could be spelled differently. */
function namesAsWritten({ actions }: Plan, open: readonly OpenName[]): readonly Diagnostic[] {
  const scopes = new Set(open.map(({ scope }) => scopeKey(scope)));
  if (!actions.some(({ scope }) => scopes.has(scopeKey(scope)))) return [];
  const message =
    "URLs that hold {owner} or {repo} have the names as the file spells them: GitHub's spelling is not known offline";
  return [{ severity: "warning", code: "names-as-written", message }];
}
