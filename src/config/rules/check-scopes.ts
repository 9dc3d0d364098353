import { compareStrings } from "../../model/compare-strings.ts";
import { groupBy } from "../../model/group-by.ts";
import type { DesiredHook } from "../../model/hook.ts";
import type { GuardGlob, HookSet, OwnerRule, RepositoryRule } from "../fleet-config.ts";
import { quoted } from "../frames/quoted.ts";
import { type AssembleContext, assembleScope } from "../hooks/assemble-scope.ts";
import { eventsOverlap } from "../hooks/contradictions.ts";
import { mergeSettings } from "../merge-settings.ts";
import type { Report } from "../problem.ts";
import { matchesName, needsList } from "../selectors/select.ts";
import { placeholdersOf } from "../urls/url-template.ts";
import { checkSimilarUrls } from "./check-similar-urls.ts";
import { checkOneSpelling } from "./check-spellings.ts";

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
  checkOneSpelling(owners).forEach(report);
}

function checkOwner(owner: OwnerRule, context: AssembleContext, report: Report): void {
  const check = (repository: string | undefined, sets: readonly HookSet[], isSample = false) => {
    const scope =
      repository === undefined
        ? ({ kind: "organization", owner: owner.name } as const)
        : ({ kind: "repository", owner: owner.name, repository } as const);
    const { hooks, problems, warnings } = assembleScope(scope, sets, { ...context, isSample });
    problems.forEach(report);
    if (!isSample) warnings.forEach(report);
    checkSimilarUrls(hooks, report);
    return hooks;
  };
  const ownHooks = groupBy(owner.own === undefined ? [] : check(undefined, [owner.own]), (hook) =>
    hook.url.normalised(),
  );
  for (const [repository, sets] of distinctRepositories(owner)) {
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

/**
 * The entries of each repository that is named: those that name it, and globs that its name fits. Of
 * those with the same entries one is enough, unless a URL holds the repository's name.
 */
function distinctRepositories(owner: OwnerRule): ReadonlyMap<string, readonly RepositoryRule[]> {
  const rules = owner.repositories
    .filter(({ selector }) => !selector.conditional)
    .map((rule) => ({ rule, isNamed: holdsRepositoryName(rule) }));
  const byName = new Map<string, number[]>();
  for (const [index, { rule }] of rules.entries())
    for (const name of rule.selector.exact.keys())
      byName.set(name, [...(byName.get(name) ?? []), index]);
  for (const [index, { rule }] of rules.entries()) {
    const { anyName, globs, exact } = rule.selector;
    if (!anyName && globs.length === 0) continue;
    for (const [name, indices] of byName)
      if (!exact.has(name) && matchesName(rule.selector, name)) indices.push(index);
  }
  const found = new Map<string, { readonly name: string; readonly rules: RepositoryRule[] }>();
  for (const [key, indices] of byName) {
    const entries = indices.flatMap((index) => rules[index] ?? []);
    const same = entries.some(({ isNamed }) => isNamed) ? `name ${key}` : indices.join(" ");
    if (found.has(same)) continue;
    const [name = key] = entries
      .flatMap(({ rule }) => rule.selector.exact.get(key) ?? [])
      .sort(compareStrings);
    found.set(same, { name, rules: entries.map(({ rule }) => rule) });
  }
  return new Map([...found.values()].map((one) => [one.name, one.rules]));
}

function holdsRepositoryName({ hooks, absent }: RepositoryRule): boolean {
  const urls = [...hooks, ...absent].map(({ url }) => url);
  return [...urls, ...hooks.flatMap(({ previousUrls }) => previousUrls)].some(
    (url) => url.kind === "text" && placeholdersOf(url.template).includes("repo"),
  );
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
      message: `${quoted(owner.name)} and its repository deliver to the same URL, so that events arrive twice`,
      at: hook.position,
      related: [twin.position],
    });
  }
}
