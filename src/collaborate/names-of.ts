import { compareStrings } from "../model/compare-strings.ts";
import type { DriftDocument } from "../model/drift-document.ts";
import type { PlanDocument } from "../model/plan-document.ts";
import type { RepositoryScope } from "../model/scope.ts";

/** Every `scope` in a value, however deep. */
function scopesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(scopesIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) =>
    key === "scope" && typeof entry === "string" ? [entry] : scopesIn(entry),
  );
}

/**
 * Every organization and repository that a document names, wherever in it: in their own spelling,
 * sorted, each once whatever its case.
 */
export function namesOf(document: PlanDocument | DriftDocument): readonly string[] {
  // Globs name nothing; the scopes that they select are in the document themselves.
  const targets = document.targets.filter((target) => !target.includes("*"));
  const names = [...scopesIn(document), ...targets];
  const byKey = new Map(names.map((name) => [name.toLowerCase(), name]));
  return [...byKey.values()].toSorted(compareStrings);
}

/** `acme/api` as a repository; undefined for an organization. */
export function repositoryNamed(name: string): RepositoryScope | undefined {
  const [, owner = "", repository = ""] = /^([^/\s]+)\/([^/\s]+)$/.exec(name) ?? [];
  return owner === "" ? undefined : { kind: "repository", owner, repository };
}
