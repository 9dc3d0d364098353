import { compareStrings } from "../model/compare-strings.ts";
import type { DesiredScope, DesiredState } from "../model/desired-state.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { type Group, groupBy } from "../model/group-by.ts";
import {
  compareScopes,
  type OpenName,
  type Repository,
  type Scope,
  type Spellings,
  scopeName,
} from "../model/scope.ts";
import { type ConfigDiagnostic, finishDiagnostics, toDiagnostic } from "./diagnostics.ts";
import type { FleetConfig } from "./fleet-config.ts";
import { quoted } from "./frames/quoted.ts";
import { checkSpellings, type NamedScope, openName } from "./rules/check-spellings.ts";
import { type AssembleContext, assembleScope } from "./scopes/assemble-scope.ts";
import { requiredLists, selectRepositories } from "./selectors/select.ts";
import { compileTargets, type Targets } from "./selectors/targets.ts";
import { createSuggest, didYouMean } from "./suggest.ts";
import type { UrlContext } from "./urls/resolve-url.ts";

export interface DesiredStateInput extends UrlContext {
  /** By lower-cased owner; an owner whose list could not be read is absent. */
  readonly repositories: ReadonlyMap<string, readonly Repository[]>;
  /** How GitHub spells scopes, beside what the lists say of it. */
  readonly spellings?: Spellings;
  readonly targets: readonly string[];
}

interface OpenScope extends NamedScope {
  readonly namedExactly: boolean;
  readonly uncertain: boolean;
}

/** What a configuration asks for, and what is still to be known of it. */
export interface ResolvedState {
  readonly state: DesiredState;
  readonly diagnostics: readonly Diagnostic[];
  /** Scopes whose URLs have names as the file spells them, until `spellings` has GitHub's. */
  readonly openNames: readonly OpenName[];
}

/**
 * Resolves selectors to scopes. What is wrong with one scope makes that scope unreadable and leaves
 * the others alone; the diagnostics are about the whole: targets and selectors that match nothing.
 */
export function desiredState(config: FleetConfig, input: DesiredStateInput): ResolvedState {
  const { environment, unsetUrls, repositories } = input;
  const { ignore, protect, limits, frame } = config;
  const found: ConfigDiagnostic[] = [];
  const targets = compileTargets(input.targets);
  const open = openScopes(config, input, found);
  const all = open.map(({ scope }) => scope);
  found.push(...checkTargets(config, targets, all, repositories));
  const selected = open.filter(({ scope }) => targets.selects(scope));
  found.push(...checkSpellings(config, selected));
  const scopes: DesiredScope[] = [];
  const failed: FailedScope[] = [];
  const context = { ignore, protect, environment, unsetUrls, resolved: new Map() };
  const withoutValues = { ...context, unsetUrls: "unknown", resolved: new Map() } as const;
  for (const candidate of selected) {
    const { scope: desired, errors, warnings } = resolveScope(candidate, config, context);
    found.push(...warnings);
    const [first, ...others] = errors;
    if (first === undefined) {
      scopes.push(desired);
      continue;
    }
    const { hooks } = resolveScope(candidate, config, withoutValues).scope;
    failed.push({ scope: candidate.scope, hooks, errors: [first, ...others] });
  }
  return {
    state: {
      scopes: scopes.sort((left, right) => compareScopes(left.scope, right.scope)),
      unreadable: failed
        .map((one) => ({ scope: one.scope, hooks: one.hooks, diagnostic: foldErrors(one, config) }))
        .sort((left, right) => compareScopes(left.scope, right.scope)),
      summaries: summarizeUnset(failed),
      ignore,
      protect,
      limits,
    },
    diagnostics: finishDiagnostics(found, frame),
    openNames: selected.flatMap(openName),
  };
}

/** Every scope that the file names, with GitHub's spelling where it is known. */
function openScopes(
  { owners }: FleetConfig,
  { repositories: lists, spellings = new Map<string, Scope>() }: DesiredStateInput,
  found: ConfigDiagnostic[],
): readonly OpenScope[] {
  const logins = new Map(
    [...spellings.values()].map(({ owner }) => [owner.toLowerCase(), owner] as const),
  );
  return owners.flatMap((owner): readonly OpenScope[] => {
    const key = owner.name.toLowerCase();
    const list = lists.get(key);
    const login = list?.[0]?.owner ?? logins.get(key);
    const known = { list, spellings, owner: login ?? owner.name };
    const selection = selectRepositories(owner, known);
    for (const diagnostic of selection.diagnostics) found.push(diagnostic);
    const unspelled = login === undefined ? (["owner"] as const) : [];
    const repositories = selection.repositories.map(
      ({ scope, rules: sets, namedExactly, uncertain, isSpelled }): OpenScope => {
        const names = isSpelled ? unspelled : ([...unspelled, "repo"] as const);
        return { scope, sets, unspelled: names, namedExactly, uncertain };
      },
    );
    if (owner.own === undefined) return repositories;
    const scope = { kind: "organization", owner: known.owner } as const;
    const own = { scope, sets: [owner.own], unspelled, namedExactly: true, uncertain: false };
    return [own, ...repositories];
  });
}

function resolveScope(
  { scope, sets, namedExactly, uncertain }: OpenScope,
  config: FleetConfig,
  context: AssembleContext,
) {
  const assembled = assembleScope(scope, sets, context);
  const { hooks, absent, unmanaged, undeclaredSecrets, errors, warnings } = assembled;
  const position = sets[0]?.position ?? { file: "", line: 1, column: 1 };
  const desired: DesiredScope = {
    scope,
    hooks,
    absent,
    unmanaged: unmanaged?.value ?? config.unmanaged,
    undeclaredSecrets: undeclaredSecrets?.value ?? config.undeclaredSecrets,
    settingPlaces: {
      unmanaged: unmanaged?.position ?? config.settingPlaces.unmanaged,
      undeclaredSecrets: undeclaredSecrets?.position ?? config.settingPlaces.undeclaredSecrets,
    },
    namedExactly,
    position,
  };
  if (!uncertain) return { scope: desired, errors, warnings };
  // Without the list, hooks of an entry that was not looked at would count as unmanaged.
  const message = `The repositories of ${scope.owner} could not be listed, so it is unknown which entries select ${scopeName(scope)}`;
  const unlisted = { code: "repositories-unlisted", message, at: position } as const;
  return { scope: desired, errors: [unlisted, ...errors], warnings };
}

interface FailedScope extends Pick<DesiredScope, "scope" | "hooks"> {
  readonly errors: Group<ConfigDiagnostic>;
}

/** Up to so many are told of one by one. */
const fewScopes = 2;
const fewNames = 3;

/** One sentence for all scopes that cannot be read because variables of URLs hold nothing. */
function summarizeUnset(failed: readonly FailedScope[]): readonly Diagnostic[] {
  const concerned = failed.filter(({ errors }) => errors.every(({ unset }) => unset));
  const groups = groupBy(concerned, ({ errors: [first] }) => first.code);
  return [...groups]
    .filter(([, { length }]) => length > fewScopes)
    .map(([code, group]) => {
      const hooks = group.map(({ errors }) => new Set(errors.map(({ at }) => JSON.stringify(at))));
      const count = hooks.reduce((sum, { size }) => sum + size, 0);
      const unset = group.flatMap(({ errors }) => errors.flatMap(({ unset: name = [] }) => name));
      const names = [...new Set(unset)].sort(compareStrings);
      const more = names.length - fewNames;
      return {
        severity: "error",
        code,
        message: `${count} hooks need ${names.length} ${names.length === 1 ? "variable" : "variables"}; see --env-file`,
        help: `${code === "url-unset" ? "Not set" : "Empty"}: ${names.slice(0, fewNames).join(", ")}${more > 0 ? ` and ${more} more; --verbose names all of them` : ""}.`,
        scopes: group.map(({ scope }) => scopeName(scope)).sort(compareStrings),
      };
    });
}

/** A scope has one reason to be unreadable; further ones are counted and their places given. */
function foldErrors({ scope, errors: [first, ...others] }: FailedScope, { frame }: FleetConfig) {
  const places = others.flatMap(({ at }) => at ?? []);
  const names = new Set(others.map(({ unset }) => unset).filter((name) => name !== first.unset));
  // Each variable has to be set, so each has its name here.
  const which = names.size > 0 && !names.has(undefined) ? `: ${[...names].join(", ")}` : "";
  const more = others.length === 0 ? "" : ` (and ${others.length} more in this scope${which})`;
  const message = `${first.message}${more}`;
  const related = [...(first.related ?? []), ...places];
  return { ...toDiagnostic({ ...first, message, related }, frame), scope: scopeName(scope) };
}

/** A target that matches nothing is most likely misspelled, and a run that does nothing looks fine. */
function checkTargets(
  config: FleetConfig,
  targets: Targets,
  scopes: readonly Scope[],
  repositories: ReadonlyMap<string, readonly Repository[]>,
): readonly ConfigDiagnostic[] {
  const suggest = createSuggest();
  const names = scopes.map(scopeName);
  return targets.each.flatMap(({ pattern, selects }): readonly ConfigDiagnostic[] => {
    if (scopes.some(selects)) return [];
    // Where a list could not be read, that is the error, which the reader of the list reports.
    const unread = requiredLists(config, [pattern]).some(
      ({ owner }) => !repositories.has(owner.toLowerCase()),
    );
    if (unread) return [];
    const message = `The target ${quoted(pattern)} matches nothing in the configuration`;
    const help =
      helpForOwner(pattern, config) ??
      helpForAddress(pattern) ??
      didYouMean(suggest(pattern, names, 2)) ??
      "Use acme (the organization's own hooks), acme/api, 'acme/*' (its repositories) or 'acme/**' (both).";
    return [{ code: "unknown-target", message, help, at: undefined }];
  });
}

/** An owner that has only repositories in the file, or only hooks of its own. */
function helpForOwner(pattern: string, { owners }: FleetConfig): string | undefined {
  const [, login, rest] = /^([\w.-]+)(\/\*\*?)?$/.exec(pattern) ?? [];
  const owner = owners.find(({ name }) => name.toLowerCase() === login?.toLowerCase());
  if (owner === undefined) return undefined;
  const { name, own, repositories } = owner;
  if (rest === undefined && repositories.length > 0)
    return `Use '${name}/*' for its repositories: the file declares no hooks of ${name} itself.`;
  return rest !== undefined && own !== undefined
    ? `Use ${name} for its own hooks: the file selects no repository of ${name}.`
    : undefined;
}

/** `https://github.com/acme/api` is where a repository is, and not what it is called. */
function helpForAddress(pattern: string): string | undefined {
  const [, name] =
    /^(?:https?:\/\/[^/]+\/|git@[^:]+:)([\w.-]+(?:\/[\w.-]+?)?)(?:\.git)?\/?$/.exec(pattern) ?? [];
  return name === undefined ? undefined : `Use ${name}.`;
}
