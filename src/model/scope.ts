import { compareStrings } from "./compare-strings.ts";

/** One organization: it holds hooks of its own. */
export interface OrganizationScope {
  readonly kind: "organization";
  readonly owner: string;
}

/** One repository of an organization or of a user. */
export interface RepositoryScope {
  readonly kind: "repository";
  readonly owner: string;
  readonly repository: string;
}

/** What can hold hooks. */
export type Scope = OrganizationScope | RepositoryScope;

/** `acme` or `acme/api`: how a scope is written in files, targets and output. */
export function scopeName(scope: Scope): string {
  return scope.kind === "organization" ? scope.owner : `${scope.owner}/${scope.repository}`;
}

/** The same for two spellings of one scope: GitHub compares names without case. */
export function scopeKey(scope: Scope): string {
  return scopeName(scope).toLowerCase();
}

/** The same for one hook of a scope, however that is spelled. */
export function hookKey(scope: Scope, hookId: number): string {
  return `${scopeKey(scope)}#${hookId}`;
}

/** The REST path that a scope's `/hooks` hang from. */
export function scopePath(scope: Scope): string {
  return scope.kind === "organization"
    ? `/orgs/${encodeURIComponent(scope.owner)}`
    : `/repos/${encodeURIComponent(scope.owner)}/${encodeURIComponent(scope.repository)}`;
}

/** By {@link scopeKey}: scopes as GitHub spells them. */
export type Spellings = ReadonlyMap<string, Scope>;

/** A scope whose URLs depend on names that only the file has spelled so far. */
export interface OpenName {
  readonly scope: Scope;
  /** A URL that may be created depends on them, not only those of hooks that are there already. */
  readonly isUrl: boolean;
}

export function compareScopes(left: Scope, right: Scope): number {
  return compareStrings(scopeKey(left), scopeKey(right));
}

/** The order of {@link compareScopes}, for scopes by their names. */
export function compareScopeNames(left: string, right: string): number {
  return compareStrings(left.toLowerCase(), right.toLowerCase());
}

/**
 * Whether a scope stands for every repository that a selector selects, as it does in a plan that was
 * made offline: then its name is the selector's (`service-*`), and no repository can have it.
 */
export function isSelectorScope(scope: Scope): boolean {
  return scope.kind === "repository" && !/^[\w.-]+$/.test(scope.repository);
}

/** A repository as the lists of an organization or a user tell of it: what selectors ask for. */
export interface Repository {
  /** As GitHub spells them. */
  readonly owner: string;
  readonly name: string;
  readonly archived: boolean;
  readonly visibility: "public" | "private" | "internal";
  /** Lower-cased and sorted. */
  readonly topics: readonly string[];
  /** Custom property values of the organization; absent where not read or not set. */
  readonly properties: ReadonlyMap<string, string | readonly string[]>;
}
