import type { DesiredHook } from "../../model/hook.ts";
import { type AssembleContext, assembleScope } from "../assemble-scope.ts";
import { eventsOverlap } from "../contradictions.ts";
import type { GuardGlob, HookSet, OwnerRule, RepositoryRule } from "../fleet-config.ts";
import { needsList } from "../matches-selector.ts";
import { mergeSettings } from "../merge-settings.ts";
import type { Report } from "../problem.ts";

interface Guards {
  readonly ignore: readonly GuardGlob[];
  readonly protect: readonly GuardGlob[];
}

/**
 * Checks the hooks of every scope as far as that is possible without a list of repositories: the
 * organizations' own, those of repositories that are named, and those of each other entry by itself.
 */
export function checkScopes(owners: readonly OwnerRule[], guards: Guards, report: Report): void {
  const context = { ...guards, environment: undefined, settled: new Map() };
  for (const owner of owners) checkOwner(owner, context, report);
}

function checkOwner(owner: OwnerRule, context: AssembleContext, report: Report): void {
  const check = (repository: string | undefined, sets: readonly HookSet[], isSample = false) => {
    const scope =
      repository === undefined
        ? ({ kind: "organization", owner: owner.name } as const)
        : ({ kind: "repository", owner: owner.name, repository } as const);
    const { hooks, problems } = assembleScope(scope, sets, { ...context, isSample });
    problems.forEach(report);
    return hooks;
  };
  const ownHooks = groupByUrl(owner.own === undefined ? [] : check(undefined, [owner.own]));
  for (const [repository, sets] of namedRepositories(owner)) {
    const unmanaged = mergeSettings("unmanaged", sets, (set) => set.unmanaged);
    const undeclared = mergeSettings("undeclared_secrets", sets, (set) => set.undeclaredSecrets);
    if (unmanaged.problem !== undefined) report(unmanaged.problem);
    if (undeclared.problem !== undefined) report(undeclared.problem);
    checkTwice(check(repository, sets), ownHooks, owner, report);
  }
  for (const rule of owner.repositories) {
    // One name stands for all those that are not known yet.
    if (!needsList(rule.selector)) continue;
    checkTwice(check("any-repository-of-the-owner", [rule], true), ownHooks, owner, report);
  }
}

/** The entries of each repository that is selected by its name alone. */
function namedRepositories(owner: OwnerRule): ReadonlyMap<string, readonly RepositoryRule[]> {
  const found = new Map<string, RepositoryRule[]>();
  for (const rule of owner.repositories) {
    if (rule.selector.conditional) continue;
    for (const name of rule.selector.exact.keys()) {
      const rules = found.get(name);
      if (rules === undefined) found.set(name, [rule]);
      else rules.push(rule);
    }
  }
  return found;
}

function groupByUrl(hooks: readonly DesiredHook[]): ReadonlyMap<string, readonly DesiredHook[]> {
  const groups = new Map<string, DesiredHook[]>();
  for (const hook of hooks) {
    const key = hook.url.normalised();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [hook]);
    else group.push(hook);
  }
  return groups;
}

function checkTwice(
  hooks: readonly DesiredHook[],
  ownHooks: ReadonlyMap<string, readonly DesiredHook[]>,
  owner: OwnerRule,
  report: Report,
): void {
  for (const hook of hooks) {
    const twin = ownHooks
      .get(hook.url.normalised())
      ?.find((own) => eventsOverlap(own.events, hook.events));
    if (twin === undefined) continue;
    report({
      code: "org-and-repo",
      message: `\`${owner.name}\` and its repository deliver to the same URL, so that events arrive twice`,
      at: hook.position,
      related: [twin.position],
    });
  }
}
