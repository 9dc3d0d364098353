import type {
  FleetConfig,
  OwnerRule,
  RepositoryRule,
  RepositorySelector,
} from "../fleet-config.ts";
import { matchesName } from "../selectors/matches-selector.ts";
import { selectorLabels } from "./selector-labels.ts";

/** By lower-cased owner: repositories whose names are known, by lower-cased name. */
export type KnownNames = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** By lower-cased owner: labels of selectors that go by another one. */
export type Renames = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** A selector of nothing but names written out. */
function ofNames(exact: ReadonlyMap<string, string>): RepositorySelector {
  return {
    exact,
    globs: [],
    excludes: [],
    anyName: false,
    topics: [],
    visibility: undefined,
    properties: new Map(),
    conditional: false,
  };
}

function closeRule(
  rule: RepositoryRule,
  names: ReadonlyMap<string, string>,
  renames: ReadonlyMap<string, string>,
): RepositoryRule {
  const { selector } = rule;
  const known = selector.conditional
    ? []
    : [...names].filter(([, name]) => matchesName(selector, name));
  const labels = selectorLabels(selector)
    .map(({ label }) => renames.get(label) ?? label)
    .map((label) => [label.toLowerCase(), label] as const);
  return { ...rule, selector: ofNames(new Map([...known, ...labels])) };
}

function closeOwner(owner: OwnerRule, names: KnownNames, renames: Renames): OwnerRule {
  const key = owner.name.toLowerCase();
  const repositories = owner.repositories.map((rule) =>
    closeRule(rule, names.get(key) ?? new Map(), renames.get(key) ?? new Map()),
  );
  return { ...owner, repositories };
}

/**
 * The same configuration with selectors that can be answered offline: each known repository is
 * selected by the entries whose names and globs fit it, and what only GitHub can tell is one scope
 * of its own, named after the selector.
 */
export function closeSelectors(
  config: FleetConfig,
  names: KnownNames,
  renames: Renames = new Map(),
): FleetConfig {
  return { ...config, owners: config.owners.map((owner) => closeOwner(owner, names, renames)) };
}
