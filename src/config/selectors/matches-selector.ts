import type { Repository } from "../../model/repository.ts";
import type { RepositoryRule, RepositorySelector } from "../fleet-config.ts";

/** Whether a selector can only be answered with the list of the owner's repositories. */
export function needsList({ anyName, globs, exact, conditional }: RepositorySelector): boolean {
  return anyName || globs.length > 0 || (conditional && exact.size > 0);
}

/** Whether the name of a repository is one that a selector asks for, in whatever case. */
export function matchesName(selector: RepositorySelector, name: string): boolean {
  if (selector.exact.has(name.toLowerCase())) return true;
  const included = selector.anyName || selector.globs.some((glob) => glob.matches(name));
  return included && !selector.excludes.some((exclude) => exclude.matches(name));
}

/** Whether a selector selects a repository of the list. */
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

/**
 * Of a property with several values a single one must be among them, while a list must be all of
 * them. A list of one is equal to that one value alone.
 */
function hasValue(value: string | readonly string[], wanted: string | readonly string[]): boolean {
  if (typeof wanted === "string")
    return typeof value === "string" ? value === wanted : value.includes(wanted);
  const values = new Set(typeof value === "string" ? [value] : value);
  return values.size === new Set(wanted).size && wanted.every((one) => values.has(one));
}
