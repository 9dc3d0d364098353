import {
  type DesiredState,
  desiredState,
  type FleetConfig,
  type GitHubReader,
  type Limits,
  type LiveState,
  type Plan,
  planFleet,
  type RepositoryScope,
  readArchived,
  readLiveState,
  scopeKey,
} from "../index.ts";
import type { Io } from "./io.ts";
import { listRepositories, type RepositoryLists } from "./list-repositories.ts";
import type { LimitOptions, OutputOptions, TargetOptions } from "./options.ts";
import { Problems } from "./problems.ts";
import { createReadingProgress } from "./reading-progress.ts";
import { stopIfInterrupted } from "./stop-if-interrupted.ts";

function withLimits(state: DesiredState, options: LimitOptions): DesiredState {
  const maxDeletes = options.maxDeletes ?? state.limits.maxDeletes;
  const maxChanges = options.maxChanges ?? state.limits.maxChanges;
  return { ...state, limits: { maxDeletes, maxChanges } };
}

/** Reads the hooks of every scope that can be planned, telling how far it is. */
async function readScopes(
  state: DesiredState,
  reader: GitHubReader,
  io: Io,
  options: Pick<OutputOptions, "quiet" | "verbose">,
): Promise<LiveState> {
  const known = new Set(state.unreadable.map(({ scope }) => scopeKey(scope)));
  const scopes = state.scopes
    .map(({ scope }) => scope)
    .filter((scope) => !known.has(scopeKey(scope)));
  const progress = createReadingProgress(io, options, scopes.length);
  try {
    return await readLiveState(reader, scopes, progress.report);
  } finally {
    progress.stop();
  }
}

/** Repositories in which something is to be written and of which no list has told more. */
function unknownRepositories(plan: Plan, lists: RepositoryLists): readonly RepositoryScope[] {
  const known = new Set(
    [...lists.repositories.values()]
      .flat()
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
  live: LiveState,
  lists: RepositoryLists,
  reader: GitHubReader,
  hooksPerEvent: number,
): Promise<Plan> {
  const plan = planFleet(state, live, { hooksPerEvent });
  const archived = await readArchived(reader, unknownRepositories(plan, lists));
  if (archived.size === 0) return plan;
  const writable = [...live].map(([key, reading]) => {
    const diagnostic = archived.get(key);
    if (diagnostic === undefined) return [key, reading] as const;
    return [key, { status: "unreadable", scope: reading.scope, diagnostic }] as const;
  });
  return planFleet(state, new Map(writable), { hooksPerEvent });
}

export interface Observation {
  readonly plan: Plan;
  /** Those of the configuration, raised by flags. */
  readonly limits: Limits;
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
    LimitOptions & {
      readonly quiet?: true;
      readonly verbose?: true;
      readonly hooksPerEvent: number;
    },
  io: Io,
): Promise<Observation> {
  const lists = await listRepositories(config, options.target, async () => reader);
  const { state, diagnostics } = desiredState(config, {
    repositories: lists.repositories,
    targets: options.target,
    environment: io.environment,
  });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Problems(errors);
  const live = await readScopes(state, reader, io, options);
  const limited = withLimits(state, options);
  const plan = await planWritable(limited, live, lists, reader, options.hooksPerEvent);
  stopIfInterrupted(io);
  return {
    plan: {
      ...plan,
      diagnostics: [...reader.notices(), ...diagnostics, ...lists.problems, ...plan.diagnostics],
      complete: plan.complete && lists.problems.length === 0,
    },
    limits: limited.limits,
  };
}
