import { compareStrings } from "../model/compare-strings.ts";
import { type RepositoryScope, scopeName } from "../model/scope.ts";

/** What a plan, a drift report and the report of a run have in common: scopes, somewhere in them. */
export interface Naming {
  readonly format: string;
  /** As given with `--target`. */
  readonly targets?: readonly string[];
}

/** Every `scope`, and every text among `scopes`, in a value, however deep. */
function scopesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(scopesIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => {
    if (key === "scope" && typeof entry === "string") return [entry];
    const names: readonly unknown[] = key === "scopes" && Array.isArray(entry) ? entry : [];
    return [...names.filter((name) => typeof name === "string"), ...scopesIn(entry)];
  });
}

/** Globs that are made of stars, question marks and classes alone name nothing. */
const spellsNothing = /^(?:[*?/]|\[[^\]]*\])*$/;

/** True where a target names nothing, or nothing but one of these owners. */
function isNoNews(target: string, owners: ReadonlySet<string>): boolean {
  const [owner = "", ...rest] = target.split("/");
  const below = rest.join("/");
  if (below === "" || !spellsNothing.test(below)) return spellsNothing.test(target);
  return spellsNothing.test(owner) || owners.has(owner.toLowerCase());
}

/**
 * Every organization and repository that a document names beside the place where it is to stand,
 * wherever in it: in their own spelling, sorted, each once whatever its case. Of a target, what it
 * names beyond the owners of those.
 */
export function namesOf(document: Naming, place: RepositoryScope): readonly string[] {
  const here = scopeName(place);
  const scopes = scopesIn(document);
  const owners = new Set(
    [here, ...scopes]
      .filter((name) => name.includes("/"))
      .map((name) => (name.split("/", 1)[0] ?? name).toLowerCase()),
  );
  const targets = (document.targets ?? []).filter((target) => !isNoNews(target, owners));
  const byKey = new Map([...scopes, ...targets].map((name) => [name.toLowerCase(), name]));
  byKey.delete(here.toLowerCase());
  return [...byKey.values()].toSorted(compareStrings);
}

/** `acme/api` as a repository; undefined for an organization. */
export function repositoryNamed(name: string): RepositoryScope | undefined {
  const [, owner = "", repository = ""] = /^([^/\s]+)\/([^/\s]+)$/.exec(name) ?? [];
  return owner === "" ? undefined : { kind: "repository", owner, repository };
}
