import { compareStrings } from "../../model/compare-strings.ts";
import type { DesiredState } from "../../model/desired-state.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { isSelectorScope } from "../../model/is-selector-scope.ts";
import type { OpenName } from "../../model/scope.ts";
import { desiredState } from "../desired-state.ts";
import type { FleetConfig } from "../fleet-config.ts";
import { closeSelectors } from "./close-selectors.ts";
import { matchLabels } from "./match-labels.ts";

/** What two configurations ask for, as far as that can be known without GitHub. */
export interface OfflineStates {
  readonly base: DesiredState;
  readonly head: DesiredState;
  /** Of the change alone: targets that match nothing, selectors that changed. */
  readonly diagnostics: readonly Diagnostic[];
  /** Of the change: scopes whose URLs have names as the file spells them. */
  readonly openNames: readonly OpenName[];
}

/** The repositories that either side, or a target, names. */
function knownNames(
  configs: readonly FleetConfig[],
  targets: readonly string[],
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const known = new Map<string, Map<string, string>>();
  const add = (owner: string, name: string): void => {
    const names = known.get(owner.toLowerCase()) ?? new Map<string, string>();
    known.set(owner.toLowerCase(), names);
    const other = names.get(name.toLowerCase());
    if (other === undefined || compareStrings(name, other) < 0) names.set(name.toLowerCase(), name);
  };
  for (const { name, repositories } of configs.flatMap(({ owners }) => owners))
    for (const { selector } of repositories)
      if (!selector.conditional) for (const exact of selector.exact.values()) add(name, exact);
  for (const target of targets) {
    const [, owner, name] = /^([\w.-]+)\/([\w.-]+)$/.exec(target) ?? [];
    if (owner !== undefined && name !== undefined) add(owner, name);
  }
  return known;
}

/** GitHub's spelling is not known here, so both sides take one: the first in code units. */
function inOneSpelling(config: FleetConfig, other: FleetConfig): FleetConfig {
  const names = new Map(other.owners.map(({ name }) => [name.toLowerCase(), name]));
  return {
    ...config,
    owners: config.owners.map((owner) => {
      const name = names.get(owner.name.toLowerCase()) ?? owner.name;
      return compareStrings(name, owner.name) < 0 ? { ...owner, name } : owner;
    }),
  };
}

/**
 * Resolves two configurations against each other without GitHub. Repositories that one of them names
 * are scopes, with what names and globs ask for there; every other selector is one scope of its own,
 * named after it. URLs from variables have stand-ins.
 */
export function offlineStates(
  baseConfig: FleetConfig,
  headConfig: FleetConfig,
  targets: readonly string[],
): OfflineStates {
  const base = inOneSpelling(baseConfig, headConfig);
  const head = inOneSpelling(headConfig, baseConfig);
  const names = knownNames([head, base], targets);
  const { renames, diagnostics } = matchLabels(base, head);
  const input = {
    repositories: new Map(),
    targets,
    environment: {},
    unsetUrls: "stand-in",
  } as const;
  const before = desiredState(closeSelectors(base, names, renames), input);
  const after = desiredState(closeSelectors(head, names), input);
  return {
    base: before.state,
    head: after.state,
    diagnostics: [...after.diagnostics, ...diagnostics],
    // That of a selector has its placeholders still.
    openNames: after.openNames.filter(({ scope }) => !isSelectorScope(scope)),
  };
}
