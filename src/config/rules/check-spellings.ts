import { groupBy } from "../../model/group-by.ts";
import type { OpenName, Scope } from "../../model/scope.ts";
import { type ConfigDiagnostic, inFileOrder } from "../diagnostics.ts";
import type { FleetConfig, HookSet, RepositoryRule, UrlRule } from "../fleet-config.ts";
import { quoted } from "../frames/quoted.ts";
import type { RuleContext } from "../hooks/resolve-hook.ts";
import { placeholdersIn, urlsIn } from "../urls/resolve-url.ts";
import type { PlacedString } from "../yaml/yaml-node.ts";

/** A scope, what selects it, and which of its names only the file has spelled. */
export interface NamedScope {
  readonly scope: Scope;
  readonly sets: readonly (HookSet | RepositoryRule)[];
  readonly unspelled: readonly ("owner" | "repo")[];
}

const help =
  "URLs that hold {owner} or {repo} have GitHub's spelling. Write the name in the same way.";

/** The scope, where a URL depends on a name of it that GitHub has not spelled. */
export function openName({ scope, sets, unspelled }: NamedScope): readonly OpenName[] {
  if (unspelled.length === 0) return [];
  const isOpen = (url: UrlRule): boolean =>
    placeholdersIn(url).some((name) => unspelled.some((one) => one === name));
  if (!sets.flatMap(urlsIn).some(isOpen)) return [];
  return [{ scope, isUrl: sets.some(({ hooks }) => hooks.some(({ url }) => isOpen(url))) }];
}

/** Warns of names that the file spells differently than GitHub, at the places that name them. */
export function checkSpellings(
  { owners }: Pick<FleetConfig, "owners">,
  scopes: readonly NamedScope[],
): readonly ConfigDiagnostic[] {
  const logins = new Map(
    scopes.flatMap(({ scope, unspelled }) =>
      unspelled.includes("owner") ? [] : [[scope.owner.toLowerCase(), scope.owner] as const],
    ),
  );
  const ofOwners = owners.flatMap(({ name, spellings }) =>
    spellings.flatMap((one) => different(one, logins.get(name.toLowerCase()))),
  );
  const ofRepositories = scopes.flatMap(({ scope, sets, unspelled }) => {
    if (scope.kind === "organization" || unspelled.includes("repo")) return [];
    const { repository } = scope;
    return sets.flatMap((set) => {
      const value =
        "selector" in set ? set.selector.exact.get(repository.toLowerCase()) : undefined;
      return value === undefined ? [] : different({ ...set, value }, repository);
    });
  });
  return [...ofOwners, ...ofRepositories];
}

function different(
  { value, position: at }: PlacedString,
  spelling = value,
): readonly ConfigDiagnostic[] {
  if (value === spelling) return [];
  const message = `${quoted(value)} is spelled ${quoted(spelling)} on GitHub`;
  return [{ code: "name-spelling", message, help, at }];
}

/** Warns of names that the files spell in two ways: one of them at least is not GitHub's. */
export function checkOneSpelling({ owners, report }: RuleContext): void {
  for (const { spellings, repositories } of owners) {
    const names = repositories.flatMap(({ selector, position }) =>
      [...selector.exact.values()].map((value) => ({ value, position })),
    );
    const byKey = groupBy(names, ({ value }) => value.toLowerCase());
    [spellings, ...byKey.values()].flatMap(twoWays).forEach(report);
  }
}

function twoWays(places: readonly PlacedString[]): readonly ConfigDiagnostic[] {
  const [first, ...others] = inFileOrder(places);
  return others
    .filter(({ value }) => value !== first?.value)
    .map(({ value, position: at }) => {
      const message = `${quoted(value)} is written ${quoted(first?.value ?? "")} in another place`;
      return { code: "name-spelling", message, help, at, related: first && [first.position] };
    });
}
