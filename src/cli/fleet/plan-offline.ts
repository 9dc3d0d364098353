import {
  compareGuards,
  type FleetConfig,
  HookfleetError,
  offlineStates,
  originOf,
  type Plan,
  planOnPaper,
  reviewChange,
} from "../../index.ts";
import { apiUrlOf } from "../client/api-url-of.ts";
import { Problems } from "../errors/problems.ts";
import type { Io } from "../io.ts";
import type { GitHubOptions, LimitOptions, TargetOptions } from "../options/options.ts";
import type { Base, Comparison } from "./observe-base.ts";
import { withLimits } from "./with-limits.ts";

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
        ...plans.head.diagnostics,
      ],
    },
  };
}
