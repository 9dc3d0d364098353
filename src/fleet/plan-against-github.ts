import { desiredState, type ResolvedState } from "../config/desired-state.ts";
import type { FleetConfig, RepositoryRule } from "../config/fleet-config.ts";
import { urlsOfUnlisted } from "../config/fleet-urls.ts";
import type { GitHubReader } from "../github/client-options.ts";
import { type ReadNames, readSpellings } from "../github/operations/read-live-state.ts";
import { readArchived } from "../github/operations/repositories.ts";
import { type DesiredState, limitsFor, type RunLimits } from "../model/desired-state.ts";
import type { Environment } from "../model/environment.ts";
import { stopIfInterrupted, throwErrors } from "../model/errors.ts";
import type { LiveState } from "../model/live-state.ts";
import type { Plan } from "../model/plan.ts";
import {
  type Repository,
  type Scope,
  type Spellings,
  scopeKey,
  scopeName,
} from "../model/scope.ts";
import { type PlanOptions, planFleet } from "../plan/plan-fleet.ts";
import type { Resupply } from "../plan/plan-scope.ts";
import { type Base, baseState, compareWithBase, scopesOfBoth } from "./compare-with-base.ts";
import { listRepositories, type RepositoryLists } from "./list-repositories.ts";
import { hideVariables, readScopes } from "./read-scopes.ts";

/** What a plan depends on beside the configuration. */
export interface FleetInput extends RunLimits {
  /** Which scopes, as `--target` writes them; none = all of the configuration. */
  readonly targets: readonly string[];
  /** Where the variables of URLs are read. */
  readonly environment: Environment;
  /** GitHub's limit of hooks per event and scope, as `parseApiUrl` gives it. */
  readonly hooksPerEvent: number;
  /** What the plan is compared with; its scopes are read too. */
  readonly base?: Base | undefined;
  /** Which secrets are sent again although nothing differs. */
  readonly resupply?:
    | ((state: DesiredState, about: { readonly isWhole: boolean }) => Resupply)
    | undefined;
  /** Once aborted, the run ends with a HookfleetError `interrupted`. */
  readonly signal?: AbortSignal | undefined;
  /** Called while repositories are listed: how many of an owner were found so far. */
  readonly onListed?: ((owner: string, soFar: number) => void) | undefined;
  /** Told of repositories that will be read, while others are still being listed. */
  readonly onScope?: ((scope: Scope) => void) | undefined;
  /** Reads the hooks of the scopes, such as with progress; `readScopes` unless given. */
  readonly read?: ((scopes: readonly Scope[]) => Promise<LiveState>) | undefined;
}

/**
 * From configuration and GitHub to a plan. Nothing is written.
 *
 * @throws DiagnosticsError where the configuration, seen together with the repositories, has errors;
 *   HookfleetError where the credential is refused, or `interrupted`: what was not read then is not
 *   unreadable
 */
export async function planAgainstGitHub(
  config: FleetConfig,
  reader: GitHubReader,
  input: FleetInput,
) {
  const { targets, environment, base, signal } = input;
  const read = input.read ?? ((scopes: readonly Scope[]) => readScopes(reader, scopes));
  const onFound: Parameters<typeof listRepositories>[3] = (owner, soFar, page) => {
    input.onListed?.(owner, soFar);
    if (input.onScope !== undefined)
      for (const scope of selectedOf(config, owner, page, input)) input.onScope(scope);
  };
  const lists = await listRepositories(config, targets, () => reader, onFound, base?.config);
  const resolve = (spellings: Spellings): ResolvedState => {
    const { repositories } = lists;
    const resolved = desiredState(config, { repositories, targets, environment, spellings });
    throwErrors(resolved.diagnostics);
    return resolved;
  };
  const stateOfBase = (spellings: Spellings): DesiredState | undefined =>
    base && baseState(base, lists, targets, environment, spellings);
  const written = resolve(new Map());
  const scopes = scopesOfBoth(readableScopes(written), stateOfBase(new Map()));
  const hooks = hideVariables(await read(scopes), [config, base?.config], environment);
  const names = await readSpellings(reader, written.openNames, hooks);
  stopIfInterrupted(signal);
  const { live, spellings } = names;
  // Names have GitHub's spelling from here on, so that no URL depends on who has written them.
  const { state, diagnostics } = isSpelled(written, spellings) ? written : resolve(spellings);
  const before = stateOfBase(spellings);
  const isWhole = state.unreadable.length === 0 && lists.problems.length === 0;
  const options = {
    hooksPerEvent: input.hooksPerEvent,
    githubTime: reader.githubTime(),
    resupply: input.resupply?.(state, { isWhole }),
  };
  const plan = await planWritable(withLimits(state, input), names, lists, reader, options);
  stopIfInterrupted(signal);
  const head = { config, state, plan };
  const compared =
    base && before && compareWithBase(head, { ...base, state: before }, live, lists, options);
  const unlisted = new Set(lists.problems.map(({ scope }) => scope?.toLowerCase()));
  return {
    plan: {
      ...plan,
      unread: [...plan.unread, ...urlsOfUnlisted(config, unlisted, environment)],
      diagnostics: [
        ...reader.notices(),
        ...diagnostics,
        ...lists.problems,
        ...(compared?.diagnostics ?? []),
        ...plan.diagnostics,
      ],
      complete: plan.complete && lists.problems.length === 0,
    },
    /** Where there is a base to compare with. */
    origin: compared?.origin,
  };
}

/**
 * Those of a page of an owner's repositories that are read, whatever the other pages hold. Entries that
 * name one of them count too: they may contradict others.
 */
function selectedOf(
  config: FleetConfig,
  owner: string,
  page: readonly Repository[],
  { targets, environment }: FleetInput,
): readonly Scope[] {
  const names = new Set(page.map(({ name }) => name.toLowerCase()));
  const onPage = ({ selector, ...rule }: RepositoryRule): RepositoryRule => {
    const exact = [...selector.exact].filter(([name]) => names.has(name));
    return { ...rule, selector: { ...selector, exact: new Map(exact) } };
  };
  const owners = config.owners
    .filter(({ name }) => name.toLowerCase() === owner.toLowerCase())
    .map((rule) => ({ ...rule, own: undefined, repositories: rule.repositories.map(onPage) }));
  const repositories = new Map([[owner.toLowerCase(), page]]);
  return readableScopes(
    desiredState({ ...config, owners }, { repositories, targets, environment }),
  );
}

/** The scopes that can be planned, or perhaps could under GitHub's spelling of their names. */
export function readableScopes({ state, openNames }: ResolvedState): readonly Scope[] {
  const isOpen = new Set(openNames.map(({ scope }) => scopeKey(scope)));
  const known = state.unreadable.map(({ scope }) => scope);
  return [
    ...state.scopes.map(({ scope }) => scope),
    ...known.filter((scope) => isOpen.has(scopeKey(scope))),
  ];
}

export function withLimits(state: DesiredState, once: RunLimits): DesiredState {
  return { ...state, limits: limitsFor(once, state.limits) };
}

/** Whether all names have GitHub's spelling already, as they do where a list was read. */
function isSpelled({ state, openNames }: ResolvedState, spellings: Spellings): boolean {
  const nameOf = (scope: Scope): string => scopeName(spellings.get(scopeKey(scope)) ?? scope);
  return (
    openNames.length === 0 && state.scopes.every(({ scope }) => nameOf(scope) === scopeName(scope))
  );
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

/** Repositories in which something is to be written and that no list contains. */
function unknownRepositories(plan: Plan, lists: RepositoryLists, asked: ReadNames["repositories"]) {
  const scopes = plan.actions
    .filter(({ blocked }) => blocked === null)
    .flatMap(({ scope }) => (scope.kind === "repository" ? [scope] : []));
  const unknown = new Map(scopes.map((scope) => [scopeKey(scope), scope]));
  for (const repository of [...[...lists.repositories.values()].flat(), ...asked.values()])
    if (!repository.archived)
      unknown.delete(`${repository.owner}/${repository.name}`.toLowerCase());
  return [...unknown.values()];
}
