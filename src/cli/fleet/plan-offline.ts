import type { FleetConfig } from "../../config/fleet-config.ts";
import { compareGuards } from "../../config/review/compare-guards.ts";
import { offlineStates } from "../../config/review/offline-states.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { HookfleetError } from "../../model/errors.ts";
import type { Plan } from "../../model/plan.ts";
import { type OpenName, scopeKey } from "../../model/scope.ts";
import { originOf } from "../../plan/review/origin-of.ts";
import { planOnPaper } from "../../plan/review/plan-on-paper.ts";
import { reviewChange } from "../../plan/review/review-change.ts";
import { apiUrlOf } from "../client/client-options.ts";
import { Problems } from "../errors/tell-error.ts";
import type { Io } from "../io.ts";
import type { GitHubOptions, LimitOptions, TargetOptions } from "../options/options.ts";
import type { Base, Comparison } from "./observe-base.ts";
import { withLimits } from "./with-limits.ts";

/** Said where an action is shown with a URL that could be spelled differently. */
function namesAsWritten({ actions }: Plan, open: readonly OpenName[]): readonly Diagnostic[] {
  const scopes = new Set(open.map(({ scope }) => scopeKey(scope)));
  if (!actions.some(({ scope }) => scopes.has(scopeKey(scope)))) return [];
  const message =
    "URLs that hold {owner} or {repo} have the names as the file spells them: GitHub's spelling is not known offline";
  return [{ severity: "warning", code: "names-as-written", message }];
}

/**
 * The plan of a change from the two configurations alone: no token, no request, no value of a secret
 * or of a variable. Everything in it is asked for by the change.
 *
 * @throws Problems where a target matches nothing
 */
export function planOffline(
  config: FleetConfig,
  base: Base,
  options: TargetOptions &
    LimitOptions &
    Pick<GitHubOptions, "apiUrl"> & { readonly resupply: readonly string[] },
  io: Io,
): { readonly plan: Plan; readonly origin: Comparison["origin"] } {
  if (options.resupply.length > 0) {
    throw new HookfleetError("resupply-offline", "--resupply is of no use with --offline", {
      help: "Which hooks it would reach, GitHub alone knows.",
    });
  }
  const states = offlineStates(base.config, config, options.target);
  const errors = states.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Problems(errors);
  const head = withLimits(states.head, options);
  const { hooksPerEvent } = apiUrlOf(options, io);
  const plans = planOnPaper(states.base, head, { hooksPerEvent });
  const review = reviewChange({
    base: { state: states.base, plan: plans.base },
    head: { state: head, plan: plans.head },
    defaults: base.config,
    unknown: new Set(),
    isLive: false,
  });
  return {
    // Nothing was due before: the base is taken for applied.
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
