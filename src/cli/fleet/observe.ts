import { desiredState, type ResolvedState } from "../../config/desired-state.ts";
import type { FleetConfig } from "../../config/fleet-config.ts";
import type { GitHubReader } from "../../github/client-options.ts";
import { type ReadNames, readSpellings } from "../../github/operations/read-spellings.ts";
import { readArchived } from "../../github/operations/repositories.ts";
import type { DesiredState, Limits } from "../../model/desired-state.ts";
import type { Plan } from "../../model/plan.ts";
import {
  type RepositoryScope,
  type Scope,
  type Spellings,
  scopeKey,
  scopeName,
} from "../../model/scope.ts";
import { type PlanOptions, planFleet } from "../../plan/plan-fleet.ts";
import type { Resupply } from "../../plan/plan-scope.ts";
import { stopIfInterrupted } from "../errors/stop-early.ts";
import { Problems } from "../errors/tell-error.ts";
import type { Io } from "../io.ts";
import type { LimitOptions, TargetOptions } from "../options/options.ts";
import { createListingProgress } from "../terminal/progress.ts";
import type { ForesightOptions } from "./foresee.ts";
import { listRepositories, type RepositoryLists } from "./list-repositories.ts";
import {
  type Base,
  baseState,
  type Comparison,
  compareWithBase,
  scopesOfBoth,
} from "./observe-base.ts";
import { readScopes } from "./read-scopes.ts";
import { withLimits } from "./with-limits.ts";

/**
 * The scopes that can be planned: of the others it is known already that they cannot, unless that
 * could be because of how the file spells their names.
 */
export function readableScopes({ state, openNames }: ResolvedState): readonly Scope[] {
  const isOpen = new Set(openNames.map(({ scope }) => scopeKey(scope)));
  const known = state.unreadable.map(({ scope }) => scope);
  return [
    ...state.scopes.map(({ scope }) => scope),
    ...known.filter((scope) => isOpen.has(scopeKey(scope))),
  ];
}

/** Whether all names have GitHub's spelling already, as they do where a list was read. */
function isSpelled({ state, openNames }: ResolvedState, spellings: Spellings): boolean {
  const nameOf = (scope: Scope): string => scopeName(spellings.get(scopeKey(scope)) ?? scope);
  return (
    openNames.length === 0 && state.scopes.every(({ scope }) => nameOf(scope) === scopeName(scope))
  );
}

/** Repositories in which something is to be written and of which no list has told more. */
function unknownRepositories(
  plan: Plan,
  lists: RepositoryLists,
  asked: ReadNames["repositories"],
): readonly RepositoryScope[] {
  const known = new Set(
    [...[...lists.repositories.values()].flat(), ...asked.values()]
      .filter(({ archived }) => !archived)
      .map(({ owner, name }) => `${owner}/${name}`.toLowerCase()),
  );
  const scopes = plan.actions
    .filter(({ blocked }) => blocked === null)
    .flatMap(({ scope }) => (scope.kind === "repository" ? [scope] : []))
    .map((scope) => [scopeKey(scope), scope] as const)
    .filter(([key]) => !known.has(key));
  return [...new Map(scopes).values()];
}

/** Plans; where an archived repository would have to be written to, again without it. */
async function planWritable(
  state: DesiredState,
  { live, repositories }: Pick<ReadNames, "live" | "repositories">,
  lists: RepositoryLists,
  reader: GitHubReader,
  options: PlanOptions,
): Promise<Plan> {
  const plan = planFleet(state, live, options);
  const repository: GitHubReader["repository"] = async (owner, name) =>
    repositories.get(`${owner}/${name}`.toLowerCase()) ?? (await reader.repository(owner, name));
  const unknown = unknownRepositories(plan, lists, repositories);
  const archived = await readArchived({ repository }, unknown);
  if (archived.size === 0) return plan;
  const writable = [...live].map(([key, reading]) => {
    const diagnostic = archived.get(key);
    if (diagnostic === undefined) return [key, reading] as const;
    return [key, { status: "unreadable", scope: reading.scope, diagnostic }] as const;
  });
  return planFleet(state, new Map(writable), options);
}

export interface Observation {
  readonly plan: Plan;
  /** Those of the configuration, raised by flags. */
  readonly limits: Limits;
  /** Who asks for each action, where there is a base to compare with. */
  readonly origin: Comparison["origin"] | undefined;
}

/**
 * From configuration and GitHub to a plan. Nothing is written.
 *
 * @throws Problems where the configuration, seen together with the repositories, has errors, and a
 *   HookfleetError where the run was interrupted: what was not read then is not unreadable
 */
export async function observe(
  config: FleetConfig,
  reader: GitHubReader,
  options: TargetOptions &
    LimitOptions &
    ForesightOptions & {
      readonly quiet?: true;
      readonly verbose?: true;
      readonly hooksPerEvent: number;
      /** What the plan is compared with; its scopes are read along. */
      readonly base?: Base | undefined;
      /** Hooks whose secrets are sent again on demand. */
      readonly again?: (state: DesiredState, about: { readonly isWhole: boolean }) => Resupply;
    },
  io: Io,
): Promise<Observation> {
  const listing = createListingProgress(io, options);
  const lists = await listRepositories(
    config,
    options.target,
    async () => reader,
    listing.report,
    options.base?.config,
  ).finally(listing.stop);
  const resolve = (spellings: Spellings): ResolvedState => {
    const resolved = desiredState(config, {
      repositories: lists.repositories,
      targets: options.target,
      environment: io.environment,
      spellings,
    });
    const errors = resolved.diagnostics.filter(({ severity }) => severity === "error");
    if (errors.length > 0) throw new Problems(errors);
    return resolved;
  };
  const { base } = options;
  const stateOfBase = (spellings: Spellings): DesiredState | undefined =>
    base && baseState(base, lists, options.target, io, spellings);
  const written = resolve(new Map());
  const scopes = scopesOfBoth(readableScopes(written), stateOfBase(new Map()));
  const read = await readScopes(scopes, reader, options, io);
  const names = await readSpellings(reader, written.openNames, read);
  stopIfInterrupted(io);
  const { live, spellings } = names;
  // Names have GitHub's spelling from here on, so that no URL depends on who has written them.
  const { state, diagnostics } = isSpelled(written, spellings) ? written : resolve(spellings);
  const before = stateOfBase(spellings);
  const isWhole = state.unreadable.length === 0 && lists.problems.length === 0;
  const resupply = options.again?.(state, { isWhole });
  const limited = withLimits(state, options);
  const planOptions = {
    hooksPerEvent: options.hooksPerEvent,
    githubTime: reader.githubTime(),
    ...(resupply === undefined ? {} : { resupply }),
  };
  const plan = await planWritable(limited, names, lists, reader, planOptions);
  stopIfInterrupted(io);
  const seen = { live, lists, options: planOptions };
  const compared =
    base && before && compareWithBase({ config, state, plan }, { ...base, state: before }, seen);
  return {
    plan: {
      ...plan,
      diagnostics: [
        ...reader.notices(),
        ...diagnostics,
        ...lists.problems,
        ...(compared?.diagnostics ?? []),
        ...plan.diagnostics,
      ],
      complete: plan.complete && lists.problems.length === 0,
    },
    limits: limited.limits,
    origin: compared?.origin,
  };
}
