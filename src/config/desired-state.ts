import type { DesiredScope, DesiredState } from "../model/desired-state.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Environment } from "../model/environment.ts";
import type { Repository } from "../model/repository.ts";
import {
  compareScopes,
  type OpenName,
  type Scope,
  type Spellings,
  scopeName,
} from "../model/scope.ts";
import type { FleetConfig } from "./fleet-config.ts";
import {
  type AssembleContext,
  type AssembledScope,
  assembleScope,
} from "./hooks/assemble-scope.ts";
import { mergeSettings } from "./merge-settings.ts";
import type { Problem } from "./problem.ts";
import { finishDiagnostics, toDiagnostic } from "./problem.ts";
import { checkSpellings, type NamedScope, openName } from "./rules/check-spellings.ts";
import { checkTargets } from "./rules/file-rules.ts";
import { selectRepositories } from "./selectors/select.ts";
import { compileTargets } from "./selectors/targets.ts";
import type { UnsetUrls } from "./urls/settle-url.ts";

/** What selectors and URLs from the environment need to become scopes and hooks. */
export interface DesiredStateInput {
  /** By lower-cased owner; an owner whose list could not be read is absent. */
  readonly repositories: ReadonlyMap<string, readonly Repository[]>;
  /** How GitHub spells scopes, beside what the lists say of it. */
  readonly spellings?: Spellings;
  readonly targets: readonly string[];
  readonly environment: Environment;
  /**
   * What a hook gets whose URL comes from a variable that is unset or empty: `refuse` (the default)
   * makes its scopes unreadable, `stand-in` gives it a URL that is good for showing alone, which says
   * `env:NAME`. Never for a plan: a stand-in is no URL.
   */
  readonly unsetUrls?: UnsetUrls;
}

interface OpenScope extends NamedScope {
  readonly namedExactly: boolean;
  readonly uncertain: boolean;
}

/** What a configuration asks for, and what is still to be known of it. */
export interface ResolvedState {
  readonly state: DesiredState;
  readonly diagnostics: readonly Diagnostic[];
  /**
   * Scopes whose URLs depend on names that GitHub has not spelled: until `spellings` has them, they
   * have the spelling of the file.
   */
  readonly openNames: readonly OpenName[];
}

/**
 * Resolves selectors to scopes. What is wrong with one scope makes that scope unreadable and leaves
 * the others alone; the diagnostics are about the whole: targets and selectors that match nothing.
 */
export function desiredState(config: FleetConfig, input: DesiredStateInput): ResolvedState {
  const problems: Problem[] = [];
  const targets = compileTargets(input.targets);
  const { spellings = new Map<string, Scope>() } = input;
  const logins = new Map(
    [...spellings.values()].map(({ owner }) => [owner.toLowerCase(), owner] as const),
  );
  const open = config.owners.flatMap((owner): readonly OpenScope[] => {
    const key = owner.name.toLowerCase();
    const list = input.repositories.get(key);
    const login = list?.[0]?.owner ?? logins.get(key);
    const known = { list, spellings, owner: login ?? owner.name };
    const selection = selectRepositories(owner, known);
    for (const problem of selection.problems) problems.push(problem);
    const unspelled = login === undefined ? (["owner"] as const) : [];
    const repositories = selection.repositories.map(({ isSpelled, ...rest }) => ({
      ...rest,
      sets: rest.rules,
      unspelled: isSpelled ? unspelled : ([...unspelled, "repo"] as const),
    }));
    if (owner.own === undefined) return repositories;
    const scope = { kind: "organization", owner: known.owner } as const;
    const own = { scope, sets: [owner.own], rules: [], unspelled };
    return [{ ...own, namedExactly: true, uncertain: false }, ...repositories];
  });
  problems.push(
    ...checkTargets(
      config,
      targets,
      open.map(({ scope }) => scope),
      input.repositories,
    ),
  );

  const scopes: DesiredScope[] = [];
  const unreadable: { readonly scope: Scope; readonly diagnostic: Diagnostic }[] = [];
  const { environment, unsetUrls } = input;
  const context = { ...config, environment, unsetUrls, settled: new Map() };
  const selected = open.filter(({ scope }) => targets.selects(scope));
  problems.push(...checkSpellings(config, selected));
  for (const candidate of selected) {
    const result = settleScope(candidate, config, context);
    for (const warning of result.warnings) problems.push(warning);
    if (result.problems.length === 0) scopes.push(result.scope);
    else {
      unreadable.push({
        scope: candidate.scope,
        diagnostic: foldProblems(result.problems, candidate.scope, config),
      });
    }
  }
  const { ignore, protect, limits } = config;
  return {
    state: {
      scopes: scopes.sort((left, right) => compareScopes(left.scope, right.scope)),
      unreadable: unreadable.sort((left, right) => compareScopes(left.scope, right.scope)),
      ignore,
      protect,
      limits,
    },
    diagnostics: finishDiagnostics(problems, config.frame),
    openNames: selected.flatMap(openName),
  };
}

function settleScope(
  { scope, sets, namedExactly, uncertain }: OpenScope,
  config: FleetConfig,
  context: AssembleContext,
): Pick<AssembledScope, "problems" | "warnings"> & { readonly scope: DesiredScope } {
  const assembled = assembleScope(scope, sets, context);
  const unmanaged = mergeSettings("unmanaged", sets, (set) => set.unmanaged);
  const undeclared = mergeSettings("undeclared_secrets", sets, (set) => set.undeclaredSecrets);
  const position = sets[0]?.position ?? { file: "", line: 1, column: 1 };
  const unlisted = uncertain ? [repositoriesUnlisted(scope, position)] : [];
  return {
    scope: {
      scope,
      hooks: assembled.hooks,
      absent: assembled.absent,
      unmanaged: unmanaged.setting?.value ?? config.unmanaged,
      undeclaredSecrets: undeclared.setting?.value ?? config.undeclaredSecrets,
      settingPlaces: {
        unmanaged: unmanaged.setting?.position ?? config.settingPlaces.unmanaged,
        undeclaredSecrets: undeclared.setting?.position ?? config.settingPlaces.undeclaredSecrets,
      },
      namedExactly,
      position,
    },
    warnings: assembled.warnings,
    problems: [
      ...unlisted,
      ...assembled.problems,
      ...[unmanaged.problem, undeclared.problem].flatMap((problem) => problem ?? []),
    ],
  };
}

/** Without the list, hooks of an entry that was not looked at would be taken for unmanaged ones. */
function repositoriesUnlisted(scope: Scope, at: Problem["at"]): Problem {
  return {
    code: "repositories-unlisted",
    message: `The repositories of ${scope.owner} could not be listed, so that nobody knows which entries select ${scopeName(scope)}`,
    at,
  };
}

/** A scope has one reason to be unreadable; further ones are counted and their places given. */
function foldProblems(problems: readonly Problem[], scope: Scope, config: FleetConfig): Diagnostic {
  const [first, ...others] = problems;
  if (first === undefined) throw new TypeError("A scope is unreadable for a reason.");
  const places = others.flatMap(({ at }) => at ?? []);
  const more = others.length === 0 ? "" : ` (and ${others.length} more in this scope)`;
  return {
    ...toDiagnostic(
      {
        ...first,
        message: `${first.message}${more}`,
        related: [...(first.related ?? []), ...places],
      },
      config.frame,
    ),
    scope: scopeName(scope),
  };
}
