import { compareStrings } from "../../model/compare-strings.ts";
import { groupBy } from "../../model/group-by.ts";
import { arriveTwice, type DesiredHook } from "../../model/hook.ts";
import { inFileOrder, type Report } from "../diagnostics.ts";
import type { HookSet, OwnerRule } from "../fleet-config.ts";
import { quoted } from "../frames/quoted.ts";
import type { RuleContext } from "../hooks/resolve-hook.ts";
import { type AssembleContext, assembleScope } from "../scopes/assemble-scope.ts";
import { contradict } from "../scopes/contradictions.ts";
import { needsList, selectRepositories } from "../selectors/select.ts";
import { placeholdersIn, urlsIn } from "../urls/resolve-url.ts";

/**
 * Checks the hooks of every scope as far as that is possible without a list of repositories: the
 * organizations' own, those of repositories that are named, and those of each other entry by itself.
 */
export function checkScopes({ owners, ignore, protect, report }: RuleContext): void {
  const context = { ignore, protect, environment: undefined, resolved: new Map() };
  for (const owner of owners) checkOwner(owner, context, report);
}

function checkOwner(owner: OwnerRule, context: AssembleContext, report: Report): void {
  const check = (repository: string | undefined, sets: readonly HookSet[], forOthers = false) => {
    const scope =
      repository === undefined
        ? ({ kind: "organization", owner: owner.name } as const)
        : ({ kind: "repository", owner: owner.name, repository } as const);
    const { hooks, errors, warnings } = assembleScope(scope, sets, context, forOthers);
    errors.forEach(report);
    if (!forOthers) warnings.forEach(report);
    checkSimilarUrls(hooks, report);
    return hooks;
  };
  const own = groupBy(owner.own === undefined ? [] : check(undefined, [owner.own]), (hook) =>
    hook.url.normalized(),
  );
  for (const { scope, rules } of distinctRepositories(owner))
    checkTwice(check(scope.repository, rules), own, owner, report);
  // One name stands for all those that are not known yet.
  for (const rule of owner.repositories.filter(({ selector }) => needsList(selector)))
    checkTwice(check("any-repository-of-the-owner", [rule], true), own, owner, report);
}

/**
 * The repositories that are named, with the entries that name them and globs that their names fit. Of
 * those with the same entries one is enough, unless a URL holds the repository's name.
 */
function distinctRepositories(owner: OwnerRule) {
  const entries = owner.repositories.filter(({ selector }) => !selector.conditional);
  const numbers = new Map(entries.map((rule, index) => [rule, index]));
  const withName = new Set(
    entries.filter((rule) => urlsIn(rule).flatMap(placeholdersIn).includes("repo")),
  );
  const names = entries.flatMap(({ selector }) => [...selector.exact.values()]);
  // Of two spellings the first in code units.
  const byKey = new Map(
    names
      .sort(compareStrings)
      .map((name) => [name.toLowerCase(), name] as const)
      .toReversed(),
  );
  const rest = {
    archived: false,
    visibility: "public",
    topics: [],
    properties: new Map(),
  } as const;
  const list = [...byKey.values()].map((name) => ({ owner: owner.name, name, ...rest }));
  const known = { list, spellings: new Map(), owner: owner.name };
  const { repositories } = selectRepositories({ ...owner, repositories: entries }, known);
  const seen = new Set<string>();
  return repositories.filter(({ scope, rules }) => {
    const same = rules.some((rule) => withName.has(rule))
      ? `name ${scope.repository}`
      : rules.map((rule) => numbers.get(rule)).join(" ");
    const isNew = !seen.has(same);
    seen.add(same);
    return isNew;
  });
}

function checkTwice(
  hooks: readonly DesiredHook[],
  ownHooks: ReadonlyMap<string, readonly DesiredHook[]>,
  owner: OwnerRule,
  report: Report,
): void {
  for (const hook of hooks) {
    const twin = ownHooks
      .get(hook.url.normalized())
      ?.find((own) => arriveTwice(own.events, hook.events));
    if (twin === undefined) continue;
    const message = `${quoted(owner.name)} and its repository deliver to the same URL, so that events arrive twice`;
    report({ code: "org-and-repo", message, at: hook.position, related: [twin.position] });
  }
}

/**
 * Warns of hooks of one scope whose URLs differ by nothing but a trailing slash or the spelling of
 * the host: most likely one receiver, which then gets deliveries twice.
 */
function checkSimilarUrls(hooks: readonly DesiredHook[], report: Report): void {
  const groups = groupBy(hooks, ({ url }) => withoutTrailingSlash(url.normalized()));
  for (const group of groups.values()) {
    const firsts = new Map<string, DesiredHook>();
    for (const hook of group.length > 1 ? inFileOrder(group) : []) {
      const key = hook.url.normalized();
      const same = firsts.get(key);
      const slash = [...firsts].find(([url]) => url !== key)?.[1];
      const isRespelled = same !== undefined && differsInSpelling(same, hook);
      const other = isRespelled ? same : slash;
      if (same === undefined) firsts.set(key, hook);
      if (other === undefined) continue;
      const how = isRespelled ? "in how scheme, host or port are written" : "by a trailing slash";
      const message = `The URLs of two hooks of one scope differ only ${how}`;
      const help = "Write both in the same way, or put the old URL into `previous_urls`.";
      const { position: at } = hook;
      report({ code: "similar-urls", message, help, at, related: [other.position] });
    }
  }
}

/** Where the two contradict each other as well, that is the error to fix. */
function differsInSpelling(one: DesiredHook, other: DesiredHook): boolean {
  return one.url.reveal() !== other.url.reveal() && !contradict(one, other);
}

/** The slashes at the end of the path; those of a query may matter. */
function withoutTrailingSlash(url: string): string {
  const tail = url.search(/[?#]/);
  let end = tail === -1 ? url.length : tail;
  const rest = url.slice(end);
  while (end > 0 && url.charAt(end - 1) === "/") end -= 1;
  return url.slice(0, end) + rest;
}
