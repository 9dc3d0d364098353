import { compareStrings } from "../../model/compare-strings.ts";
import type { DesiredState } from "../../model/desired-state.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { groupBy } from "../../model/group-by.ts";
import { isSelectorScope, type OpenName, scopeKey } from "../../model/scope.ts";
import { desiredState } from "../desired-state.ts";
import type { FleetConfig, OwnerRule, RepositorySelector } from "../fleet-config.ts";
import { quoted } from "../frames/quoted.ts";
import { matchesName } from "../selectors/select.ts";

/** A part of a selector of which GitHub alone knows what it selects. */
interface OpenSelector {
  readonly glob: string;
  /** What else must hold, in words; empty where nothing does. */
  readonly conditions: string;
  /** Both: the name under which what it asks for is shown. */
  readonly label: string;
}

/**
 * The parts of a selector that cannot be answered offline, each under a name that says what it
 * selects: `service-* (topics: deployed)`. Two selectors that mean the same have the same names.
 */
function selectorLabels(selector: RepositorySelector): readonly OpenSelector[] {
  const { exact, globs, anyName, conditional } = selector;
  const names = [
    ...globs.map(({ pattern }) => pattern.toLowerCase()),
    ...(anyName ? ["*"] : []),
    ...(conditional ? exact.keys() : []),
  ];
  const conditions = conditionWords(selector);
  return [...new Set(names)].toSorted(compareStrings).map((glob) => {
    // A name written out is in danger of no exclusion.
    const own = exact.has(glob) ? conditionWords({ ...selector, excludes: [] }) : conditions;
    return { glob, conditions: own, label: own === "" ? glob : `${glob} (${own})` };
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

/** Selectors that only one side has, and that ask for the same names under other conditions. */
function changedSelectors(base: OwnerRule | undefined, head: OwnerRule) {
  const [earlier, later] = [openSelectors(base), openSelectors(head)];
  const gone = [...earlier.values()].filter(({ label }) => !later.has(label));
  const byGlob = groupBy(gone, ({ glob }) => glob);
  return [...later.values()].flatMap((after) => {
    const before = earlier.has(after.label) ? undefined : byGlob.get(after.glob)?.shift();
    return before === undefined ? [] : [{ before, after }];
  });
}

/** Finds selectors again whose conditions a change edits, and says that it does. */
function matchLabels(base: FleetConfig, head: FleetConfig) {
  /** By lower-cased owner: label on the base → label in the change. */
  const renames = new Map<string, ReadonlyMap<string, string>>();
  const diagnostics: Diagnostic[] = [];
  const words = (conditions: string): string =>
    conditions === "" ? "without conditions" : quoted(conditions);
  for (const owner of head.owners) {
    const key = owner.name.toLowerCase();
    const earlier = base.owners.find(({ name }) => name.toLowerCase() === key);
    const changed = changedSelectors(earlier, owner);
    renames.set(key, new Map(changed.map(({ before, after }) => [before.label, after.label])));
    for (const { before, after } of changed) {
      diagnostics.push({
        severity: "warning",
        code: "selector-changed",
        message: `this change selects ${quoted(`${owner.name}/${after.glob}`)} by other conditions: ${words(before.conditions)} before, ${words(after.conditions)} now`,
        help: "Which repositories come and go, GitHub alone knows: plan with a token to see it.",
        scope: `${owner.name}/${after.label}`,
        position: after.position,
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
): OfflineStates {
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
    diagnostics: [...after.diagnostics, ...diagnostics],
    // That of a selector has its placeholders still.
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
