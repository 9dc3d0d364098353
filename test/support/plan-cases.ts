import type { DesiredScope } from "../../src/model/desired-state.ts";
import type { LiveHook } from "../../src/model/hook.ts";
import type { Plan } from "../../src/model/plan.ts";
import { planFleet } from "../../src/plan/plan-fleet.ts";
import { desiredScope, desiredState, liveState, scope } from "./build.ts";

/** Scopes by their names: what they should hold, and what they do. */
export type Cases = Readonly<
  Record<string, Partial<DesiredScope> & { readonly live?: readonly LiveHook[] }>
>;

export interface PlannedCases {
  readonly plan: Plan;
  /** What is there, for a {@link fakeWriter}. */
  readonly seed: Readonly<Record<string, readonly LiveHook[]>>;
}

/** Plans a fleet of a few scopes. */
export function planCases(cases: Cases, hooksPerEvent = 20): PlannedCases {
  const entries = Object.entries(cases).map(([name, { live = [], ...wanted }]) => {
    return { wanted: desiredScope({ scope: scope(name), ...wanted }), live };
  });
  const state = desiredState({ scopes: entries.map(({ wanted }) => wanted) });
  const readings = entries.map(({ wanted, live }) => [wanted.scope, live] as const);
  return {
    plan: planFleet(state, liveState(readings), { hooksPerEvent }),
    seed: Object.fromEntries(Object.entries(cases).map(([name, { live = [] }]) => [name, live])),
  };
}
