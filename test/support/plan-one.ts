import type { DesiredScope } from "../../src/model/desired-state.ts";
import type { LiveHook } from "../../src/model/hook.ts";
import type { Action, Plan } from "../../src/model/plan.ts";
import { planFleet } from "../../src/plan/plan-fleet.ts";
import { desiredScope, desiredState, liveState } from "./build.ts";

/** What a test of one scope may say beside its hooks. */
export interface OneScope extends Partial<DesiredScope> {
  readonly live?: readonly LiveHook[];
  readonly ignore?: readonly string[];
  readonly protect?: readonly string[];
  readonly maxDeletes?: number;
  readonly maxChanges?: number;
  readonly hooksPerEvent?: number;
  readonly githubTime?: number;
}

/** Plans a fleet of one scope. */
export function planOne({
  live = [],
  ignore = [],
  protect = [],
  maxDeletes = 1_000,
  maxChanges,
  hooksPerEvent = 20,
  githubTime,
  ...scope
}: OneScope): Plan {
  const wanted = desiredScope(scope);
  const limits = { maxDeletes, maxChanges };
  const desired = desiredState({ scopes: [wanted], ignore, protect, limits });
  return planFleet(desired, liveState([[wanted.scope, live]]), { hooksPerEvent, githubTime });
}

/** The only action of such a plan; fails where there are more or none. */
export function planSingle(scope: OneScope): Action {
  const { actions } = planOne(scope);
  const [action] = actions;
  if (action === undefined || actions.length !== 1)
    throw new Error(`expected one action, got ${actions.length}`);
  return action;
}
