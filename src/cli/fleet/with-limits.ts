import type { DesiredState } from "../../model/desired-state.ts";
import type { LimitOptions } from "../options/options.ts";

/** The limits of the configuration, raised or lowered by flags for one run. */
export function withLimits(state: DesiredState, options: LimitOptions): DesiredState {
  const maxDeletes = options.maxDeletes ?? state.limits.maxDeletes;
  const maxChanges = options.maxChanges ?? state.limits.maxChanges;
  return { ...state, limits: { maxDeletes, maxChanges } };
}
