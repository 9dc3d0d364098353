import {
  type DesiredState,
  desiredState,
  type FleetConfig,
  type GitHubReader,
  type Limits,
  type LiveState,
  type Plan,
  planFleet,
  readLiveState,
  scopeKey,
} from "../index.ts";
import type { Io } from "./io.ts";
import { listRepositories } from "./list-repositories.ts";
import type { LimitOptions, TargetOptions } from "./options.ts";
import { Problems } from "./problems.ts";
import { createReadingProgress } from "./reading-progress.ts";

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
  quiet: boolean,
): Promise<LiveState> {
  const known = new Set(state.unreadable.map(({ scope }) => scopeKey(scope)));
  const scopes = state.scopes
    .map(({ scope }) => scope)
    .filter((scope) => !known.has(scopeKey(scope)));
  const progress = await createReadingProgress(io, quiet, scopes.length);
  try {
    return await readLiveState(reader, scopes, progress.report);
  } finally {
    progress.stop();
  }
}

export interface Observation {
  readonly plan: Plan;
  /** Those of the configuration, raised by flags. */
  readonly limits: Limits;
}

/**
 * From configuration and GitHub to a plan. Nothing is written.
 *
 * @throws Problems where the configuration, seen together with the repositories, has errors
 */
export async function observe(
  config: FleetConfig,
  reader: GitHubReader,
  options: TargetOptions & LimitOptions & { readonly quiet?: true; readonly hooksPerEvent: number },
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
  const live = await readScopes(state, reader, io, options.quiet === true);
  const limited = withLimits(state, options);
  const plan = planFleet(limited, live, { hooksPerEvent: options.hooksPerEvent });
  return {
    plan: {
      ...plan,
      diagnostics: [...diagnostics, ...lists.problems, ...plan.diagnostics],
      complete: plan.complete && lists.problems.length === 0,
    },
    limits: limited.limits,
  };
}
