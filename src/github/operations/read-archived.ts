import type { Diagnostic } from "../../model/diagnostic.ts";
import { HookfleetError } from "../../model/errors.ts";
import type { RepositoryScope } from "../../model/scope.ts";
import { scopeKey, scopeName } from "../../model/scope.ts";
import type { GitHubReader } from "../client-options.ts";

/**
 * Looks which repositories are archived: GitHub lists their hooks and refuses every write. Asked
 * only of those in which something is to be written.
 *
 * @returns the problem of each archived one, by scope key. One that may not be looked at is left
 *   out: the write itself will tell.
 */
export async function readArchived(
  reader: Pick<GitHubReader, "repository">,
  scopes: readonly RepositoryScope[],
): Promise<ReadonlyMap<string, Diagnostic>> {
  const archived = new Map<string, Diagnostic>();
  const look = async (scope: RepositoryScope): Promise<void> => {
    try {
      if (!(await reader.repository(scope.owner, scope.repository)).archived) return;
    } catch (error) {
      if (error instanceof HookfleetError) return;
      throw error;
    }
    archived.set(scopeKey(scope), {
      severity: "error",
      code: "archived",
      scope: scopeName(scope),
      message: `${scopeName(scope)} is archived, so its hooks cannot be changed`,
      help: "Unarchive it, or take its name out of the configuration; globs skip archived repositories by themselves.",
    });
  };
  await Promise.all(scopes.map(look));
  return archived;
}
