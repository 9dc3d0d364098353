import { compareStrings } from "../../model/compare-strings.ts";
import type { DesiredState } from "../../model/desired-state.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { groupBy } from "../../model/group-by.ts";
import { isSelectorScope, scopeKey } from "../../model/scope.ts";
import { desiredState } from "../desired-state.ts";
import type { FleetConfig, OwnerRule, RepositorySelector } from "../fleet-config.ts";
import { quoted } from "../frames/quoted.ts";
import { matchesName } from "../selectors/select.ts";

/**
 * The parts of a selector that cannot be answered offline, because GitHub alone knows what they
 * select, each under a label that says it: `service-* (topics: deployed)`. Two selectors that mean
 * the same have the same labels.
 */
function selectorLabels(selector: RepositorySelector) {
  const { exact, globs, anyName, conditional } = selector;
  const names = [
    ...globs.map(({ pattern }) => pattern.toLowerCase()),
    ...(anyName ? ["*"] : []),
    ...(conditional ? exact.keys() : []),
  ];
  const all = conditionWords(selector);
  return [...new Set(names)].toSorted(compareStrings).map((glob) => {
    // No exclusion removes a name that is written out.
    const conditions = exact.has(glob) ? conditionWords({ ...selector, excludes: [] }) : all;
    return { glob, conditions, label: conditions === "" ? glob : `${glob} (${conditions})` };
  });
}

function conditionWords(selector: RepositorySelector): string {
  const { excludes, topics, visibility, properties } = selector;
  const list = (words: Iterable<string>): string =>
    [...new Set(words)].toSorted(compareStrings).join(", ");
  const named = (name: string, words: readonly string[]): readonly string[] =>
    words.length === 0 ? [] : [`${name}${list(words)}`];
  const set = [...properties].map(
    ([name, value]) => `${name}: ${typeof value === "string" ? value : list(value)}`,
  );
  const patterns = excludes.map(({ pattern }) => pattern.toLowerCase());
  return [
    ...named("not ", patterns),
    ...named("topics: ", topics),
    ...(visibility === undefined ? [] : [`visibility: ${list(visibility)}`]),
    ...set.toSorted(compareStrings),
  ].join("; ");
}

/** The open selectors of an owner, each once, at the first place that has it. By label, sorted. */
function openSelectors(owner: OwnerRule | undefined) {
  const all = (owner?.repositories ?? []).flatMap(({ selector, position }) =>
    selectorLabels(selector).map((open) => [open.label, { ...open, position }] as const),
  );
  const sorted = all.toReversed().toSorted(([left], [right]) => compareStrings(left, right));
  return new Map(sorted);
}

/**
 * Finds selectors again whose conditions a change edits, which only one side has and which ask for the
 * same names, and says that it does.
 */
function matchLabels(base: FleetConfig, head: FleetConfig) {
  /** By lower-cased owner: label on the base → label in the change. */
  const renames = new Map<string, ReadonlyMap<string, string>>();
  const diagnostics: Diagnostic[] = [];
  const words = (conditions: string): string =>
    conditions === "" ? "without conditions" : quoted(conditions);
  for (const owner of head.owners) {
    const key = owner.name.toLowerCase();
    const earlier = openSelectors(base.owners.find(({ name }) => name.toLowerCase() === key));
    const later = openSelectors(owner);
    const gone = [...earlier.values()].filter(({ label }) => !later.has(label));
    const byGlob = groupBy(gone, ({ glob }) => glob);
    const labels = new Map<string, string>();
    renames.set(key, labels);
    for (const { glob, label, conditions, position } of later.values()) {
      const before = earlier.has(label) ? undefined : byGlob.get(glob)?.shift();
      if (before === undefined) continue;
      labels.set(before.label, label);
      diagnostics.push({
        severity: "warning",
        code: "selector-changed",
        message: `this change selects ${quoted(`${owner.name}/${glob}`)} by other conditions: ${words(before.conditions)} before, ${words(conditions)} now`,
        help: "Which repositories come and go, GitHub alone knows: plan with a token to see it.",
        scope: `${owner.name}/${label}`,
        position,
      });
    }
  }
  return { renames, diagnostics };
}

/** By lower-cased owner, names by another spelling or name. */
type NamesOfOwners = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * The same configuration with selectors that can be answered offline: each known repository is
 * selected by the entries whose names and globs fit it, and what only GitHub can tell is one scope
 * of its own, named after the selector.
 *
 * @param known the repositories whose names are known, by lower-cased name
 * @param renames labels of selectors that go by another one
 */
function closeSelectors(
  config: FleetConfig,
  known: NamesOfOwners,
  renames: NamesOfOwners = new Map(),
): FleetConfig {
  const close = (selector: RepositorySelector, owner: string): RepositorySelector => {
    const names = selector.conditional
      ? []
      : [...(known.get(owner) ?? [])].filter(([, name]) => matchesName(selector, name));
    const labels = selectorLabels(selector)
      .map(({ label }) => renames.get(owner)?.get(label) ?? label)
      .map((label) => [label.toLowerCase(), label] as const);
    const exact = new Map([...names, ...labels]);
    const anything = { topics: [], visibility: undefined, properties: new Map() };
    return { exact, globs: [], excludes: [], anyName: false, ...anything, conditional: false };
  };
  const owners = config.owners.map((owner) => ({
    ...owner,
    repositories: owner.repositories.map((rule) => ({
      ...rule,
      selector: close(rule.selector, owner.name.toLowerCase()),
    })),
  }));
  return { ...config, owners };
}

/** The repositories that either side, or a target, names. */
function knownNames(configs: readonly FleetConfig[], targets: readonly string[]): NamesOfOwners {
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
) {
  const base = inOneSpelling(baseConfig, headConfig);
  const head = inOneSpelling(headConfig, baseConfig);
  const names = knownNames([head, base], targets);
  const { renames, diagnostics } = matchLabels(base, head);
  const offline = { environment: {}, unsetUrls: "offline" } as const;
  const input = { repositories: new Map(), targets, ...offline };
  const before = desiredState(closeSelectors(base, names, renames), input);
  const after = desiredState(closeSelectors(head, names), input);
  return {
    base: before.state,
    head: after.state,
    /** Of the change alone: targets that match nothing, selectors that changed. */
    diagnostics: [...after.diagnostics, ...diagnostics],
    /** Its scopes whose URLs have names as the file spells them; those of selectors have placeholders. */
    openNames: after.openNames.filter(({ scope }) => !isSelectorScope(scope)),
  };
}

/** The scopes, by key, in which a hook has a URL from a variable that is not set here. */
export function uncertainScopes(state: DesiredState): ReadonlySet<string> {
  return new Set(
    state.scopes
      .filter(({ hooks }) =>
        hooks.some(({ url, previousUrls }) => [url, ...previousUrls].some((one) => one.isUnset())),
      )
      .map(({ scope }) => scopeKey(scope)),
  );
}
