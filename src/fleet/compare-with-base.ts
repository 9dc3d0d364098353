import { desiredState } from "../config/desired-state.ts";
import type { FleetConfig } from "../config/fleet-config.ts";
import { compareGuards } from "../config/review/compare-guards.ts";
import { uncertainScopes } from "../config/review/offline-states.ts";
import type { DesiredState } from "../model/desired-state.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Environment } from "../model/environment.ts";
import type { LiveState } from "../model/live-state.ts";
import type { Plan } from "../model/plan.ts";
import { type Scope, type Spellings, scopeKey } from "../model/scope.ts";
import { type PlanOptions, planFleet } from "../plan/plan-fleet.ts";
import { originOf } from "../plan/review/plan-against-base.ts";
import { reviewChange, unreadableBase } from "../plan/review/review-change.ts";
import type { RepositoryLists } from "./list-repositories.ts";

/** The configuration as it is on the base branch, and notes about how it was found. */
export interface Base {
  readonly config: FleetConfig;
  readonly notes: readonly Diagnostic[];
}

/** What the base asks for. A URL whose variable only the base needs is for showing alone. */
export function baseState(
  { config }: Base,
  { repositories }: RepositoryLists,
  targets: readonly string[],
  environment: Environment,
  spellings: Spellings,
): DesiredState {
  const input = { repositories, targets, environment, spellings, unsetUrls: "offline" } as const;
  return desiredState(config, input).state;
}

/** The scopes of both sides, each once: one reading serves both plans. */
export function scopesOfBoth(
  scopes: readonly Scope[],
  base: DesiredState | undefined,
): readonly Scope[] {
  const known = new Set(scopes.map(scopeKey));
  const others = (base?.scopes ?? []).map(({ scope }) => scope);
  return [...scopes, ...others.filter((scope) => !known.has(scopeKey(scope)))];
}

/** Holds the plan of a change against the one that its base would have made of the same hooks. */
export function compareWithBase(
  head: { readonly config: FleetConfig; readonly state: DesiredState; readonly plan: Plan },
  base: Base & { readonly state: DesiredState },
  live: LiveState,
  lists: RepositoryLists,
  options: PlanOptions,
) {
  const plan = planFleet(base.state, live, options);
  const unlisted = new Set(lists.problems.map(({ scope }) => scope?.toLowerCase()));
  const ofUnlisted = base.state.scopes.filter(({ scope }) =>
    unlisted.has(scope.owner.toLowerCase()),
  );
  const unknown = [...head.state.unreadable, ...ofUnlisted].map(({ scope }) => scopeKey(scope));
  const diagnostics: readonly Diagnostic[] = [
    ...base.notes,
    ...lists.baseProblems,
    ...compareGuards(base.config, head.config),
    ...reviewChange({
      base: { state: base.state, plan },
      head,
      defaults: base.config,
      unknown: new Set(unknown),
      isLive: true,
    }),
    ...unreadableBase(base.state, head.state, live),
  ];
  return { origin: originOf(head.plan, plan, uncertainScopes(base.state)), diagnostics };
}
