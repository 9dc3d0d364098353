import { compareStrings } from "../../model/compare-strings.ts";
import type { SourcePosition } from "../../model/diagnostic.ts";
import type { Repository, RepositoryScope, Spellings } from "../../model/scope.ts";
import type { ConfigDiagnostic, Report } from "../diagnostics.ts";
import type {
  FleetConfig,
  NameGlob,
  OwnerRule,
  RepositoryRule,
  RepositorySelector,
} from "../fleet-config.ts";
import { quoted } from "../frames/quoted.ts";
import type { RepositoryEntry } from "../generated/config-file.ts";
import { compileNameGlob } from "../globs.ts";
import { type Checked, type CheckedFields, itemsOf, type PlacedString } from "../yaml/yaml-node.ts";
import { compileTargets } from "./targets.ts";

/** `.` and `..` are no names, but would be steps in the path of a request. */
const exactName = /^(?!\.{1,2}$)[\w.-]{1,100}$/;

export function resolveSelector(
  { name, topics: allOf, visibility, properties }: CheckedFields<RepositoryEntry>,
  report: Report,
): RepositorySelector {
  const names =
    typeof name?.value === "string"
      ? [{ value: name.value, position: name.position }]
      : itemsOf(name?.value);
  const exact = new Map<string, string>();
  const globs: NameGlob[] = [];
  const excludes: NameGlob[] = [];
  for (const placed of names) {
    const excluded = placed.value.startsWith("!");
    const pattern = excluded ? placed.value.slice(1) : placed.value;
    const isExact = exactName.test(pattern);
    const matches = isExact || /[*?[{]/.test(pattern) ? compileNameGlob(pattern) : undefined;
    if (matches === undefined || pattern.includes("/")) reportBadName(placed, report);
    else if (excluded) excludes.push({ pattern, matches, position: placed.position });
    else if (isExact) exact.set(pattern.toLowerCase(), firstSpelling(pattern, exact));
    else globs.push({ pattern, matches, position: placed.position });
  }
  for (const { pattern } of excludes) exact.delete(pattern.toLowerCase());
  const globsOut = excludes.filter(({ pattern }) => !exactName.test(pattern));
  for (const key of exact.keys()) {
    if (globsOut.some((exclude) => exclude.matches(key))) exact.delete(key);
  }
  const topics = itemsOf(allOf?.value).map(({ value }) => value.toLowerCase());
  const wanted = [...(properties?.value ?? [])].flatMap(([key, property]) => {
    const value = propertyValue(property);
    return value === undefined ? [] : [[key, value] as const];
  });
  return {
    exact,
    globs,
    excludes,
    // `name: []` names nothing, and so do names that are wrong: only then is nothing selected.
    anyName: name === undefined || (names.length > 0 && names.every(isExclusion)),
    topics,
    visibility: visibility && itemsOf(visibility.value).map(({ value }) => value),
    properties: new Map(wanted),
    conditional: topics.length > 0 || visibility !== undefined || wanted.length > 0,
  };
}

/** The order of a list decides nothing, so of two spellings it is the first in code units. */
function firstSpelling(name: string, known: ReadonlyMap<string, string>): string {
  const other = known.get(name.toLowerCase());
  return other !== undefined && compareStrings(other, name) < 0 ? other : name;
}

const isExclusion = ({ value }: PlacedString): boolean => value.startsWith("!");

function reportBadName({ value, position: at }: PlacedString, report: Report): void {
  const message = `${quoted(value)} is neither the name of a repository nor a glob over names`;
  const help = value.includes("/")
    ? "Write the name without its owner."
    : "Names are letters, digits, `.`, `_` and `-`; globs may hold `*`, `?`, `[a-z]` and `{a,b}`.";
  report({ code: "bad-name", message, help, at });
}

/** GitHub keeps yes-or-no properties as the strings `true` and `false`. */
function propertyValue({
  value,
}: Checked<string | boolean | readonly string[]>): string | readonly string[] | undefined {
  if (typeof value === "object") return itemsOf(value).map((item) => item.value);
  return value === undefined ? undefined : String(value);
}

/** Whether a selector can only be answered with the list of the owner's repositories. */
export function needsList({ anyName, globs, exact, conditional }: RepositorySelector): boolean {
  return anyName || globs.length > 0 || (conditional && exact.size > 0);
}

export function matchesName(selector: RepositorySelector, name: string): boolean {
  if (selector.exact.has(name.toLowerCase())) return true;
  const included = selector.anyName || selector.globs.some((glob) => glob.matches(name));
  return included && !selector.excludes.some((exclude) => exclude.matches(name));
}

export function matchesSelector({ selector }: RepositoryRule, repository: Repository): boolean {
  if (repository.archived && !selector.exact.has(repository.name.toLowerCase())) return false;
  return (
    matchesName(selector, repository.name) &&
    selector.topics.every((topic) => repository.topics.includes(topic)) &&
    (selector.visibility?.includes(repository.visibility) ?? true) &&
    [...selector.properties].every(([name, wanted]) => {
      const value = repository.properties.get(name);
      return value !== undefined && hasValue(value, wanted);
    })
  );
}

/** A single value must be among those of the property; a list must be all of them. */
function hasValue(value: string | readonly string[], wanted: string | readonly string[]): boolean {
  if (typeof wanted === "string")
    return typeof value === "string" ? value === wanted : value.includes(wanted);
  const values = new Set(typeof value === "string" ? [value] : value);
  return values.size === new Set(wanted).size && wanted.every((one) => values.has(one));
}

/** A list of repositories that has to be read before scopes are known. */
export interface RequiredList {
  readonly owner: string;
  readonly kind: "organization" | "user";
  /** Custom properties are needed too. */
  readonly properties: boolean;
}

/**
 * The lists that are needed to know which repositories are meant. Names written out need none,
 * and neither do owners, or single repositories, that the targets leave out.
 */
export function requiredLists(
  config: FleetConfig,
  targets: readonly string[],
): readonly RequiredList[] {
  const compiled = targets.map((target) => ({
    mayReach: compileTargets([target]).mayReach,
    /** Where it names exactly one repository. */
    name: /^[^/]+\/([\w.-]+)$/.exec(target)?.[1],
  }));
  return config.owners.flatMap(({ name: owner, kind, repositories }) => {
    const reaching = compiled.filter(({ mayReach }) => mayReach(owner));
    const isAsked = (selector: RepositorySelector): boolean =>
      targets.length === 0 ||
      reaching.some(({ name }) => name === undefined || matchesName(selector, name));
    const selectors = repositories
      .map(({ selector }) => selector)
      .filter((selector) => needsList(selector) && isAsked(selector));
    if (selectors.length === 0) return [];
    return [{ owner, kind, properties: selectors.some(({ properties }) => properties.size > 0) }];
  });
}

interface SelectedRepository {
  readonly scope: RepositoryScope;
  readonly rules: readonly RepositoryRule[];
  /** One of the entries names it, so that it is not skipped if it is archived. */
  readonly namedExactly: boolean;
  /** Its name is GitHub's spelling, not only that of the file. */
  readonly isSpelled: boolean;
  /** An entry whose list is not known could select it as well. */
  readonly uncertain: boolean;
}

interface KnownRepositories {
  /** Undefined where it was not read. */
  readonly list: readonly Repository[] | undefined;
  readonly spellings: Spellings;
  /** The owner's name: GitHub's spelling, or where that is not known that of the file. */
  readonly owner: string;
}

export function selectRepositories(
  owner: OwnerRule,
  { list, spellings, owner: login }: KnownRepositories,
) {
  type Found = Pick<SelectedRepository, "isSpelled"> & { name: string; rules: RepositoryRule[] };
  const found = new Map<string, Found>();
  const diagnostics: ConfigDiagnostic[] = [];
  const byName = new Map((list ?? []).map((one) => [one.name.toLowerCase(), one.name]));
  const spellingOf = (key: string): string | undefined => {
    const known = spellings.get(`${owner.name.toLowerCase()}/${key}`);
    return known?.kind === "repository" ? known.repository : byName.get(key);
  };
  const add = (rule: RepositoryRule, name: string) => {
    const key = name.toLowerCase();
    const spelling = spellingOf(key);
    const { name: written = spelling ?? name, rules = [] }: Partial<Found> = found.get(key) ?? {};
    // The order of entries decides nothing, so of two spellings it is the first in code units.
    const isFirst = spelling === undefined && compareStrings(name, written) < 0;
    rules.push(rule);
    found.set(key, { name: isFirst ? name : written, isSpelled: spelling !== undefined, rules });
  };
  for (const rule of owner.repositories) {
    const { selector } = rule;
    if (!selector.conditional) for (const name of selector.exact.values()) add(rule, name);
    if (!needsList(selector)) {
      if (selector.exact.size === 0) diagnostics.push(selectsNothing(rule.position));
      continue;
    }
    if (list === undefined) continue;
    const selected = list.filter((repository) => matchesSelector(rule, repository));
    for (const { name } of selected) {
      if (selector.conditional || !selector.exact.has(name.toLowerCase())) add(rule, name);
    }
    diagnostics.push(...unusedParts(rule, selected, list));
  }
  const open =
    list === undefined ? owner.repositories.filter((rule) => needsList(rule.selector)) : [];
  const repositories = [...found].map(
    ([key, { name, rules, isSpelled }]): SelectedRepository => ({
      scope: { kind: "repository", owner: login, repository: name },
      rules,
      namedExactly: rules.some(({ selector }) => selector.exact.has(key)),
      isSpelled,
      uncertain: open.some((rule) => matchesName(rule.selector, name)),
    }),
  );
  return { repositories, diagnostics };
}

function unusedParts(
  { selector, position }: RepositoryRule,
  selected: readonly Repository[],
  list: readonly Repository[],
): readonly ConfigDiagnostic[] {
  const unused = selector.globs.filter(
    (glob) => !list.some((repository) => !repository.archived && glob.matches(repository.name)),
  );
  const help =
    "Archived repositories are skipped, and an organization's are found only under `organizations`.";
  if (unused.length > 0)
    return unused.map(({ pattern, position: at }) => {
      return {
        code: "unused-selector",
        message: `${quoted(pattern)} matches no repository`,
        help,
        at,
      };
    });
  const namesSome = !selector.conditional && selector.exact.size > 0;
  return selected.length === 0 && !namesSome ? [selectsNothing(position)] : [];
}

function selectsNothing(at: SourcePosition): ConfigDiagnostic {
  return { code: "unused-selector", message: "This entry selects no repository", at };
}
