import type { FleetConfig } from "../config/fleet-config.ts";
import { type RequiredList, requiredLists } from "../config/selectors/select.ts";
import type { GitHubReader } from "../github/client-options.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { errorDiagnostic, HookfleetError, refusesCredential } from "../model/errors.ts";
import type { Repository } from "../model/scope.ts";

export interface RepositoryLists {
  /** By lower-cased owner; one that could not be listed is absent. */
  readonly repositories: ReadonlyMap<string, readonly Repository[]>;
  readonly problems: readonly Diagnostic[];
  /** Warnings of owners that the base alone needs a list of. */
  readonly baseProblems: readonly Diagnostic[];
}

/** The lists that either side needs, each once, and the owners that the base alone asks for. */
function listsOfBoth(
  config: FleetConfig,
  base: FleetConfig | undefined,
  targets: readonly string[],
): { readonly required: readonly RequiredList[]; readonly onlyBase: ReadonlySet<string> } {
  const key = ({ owner }: RequiredList): string => owner.toLowerCase();
  const own = requiredLists(config, targets);
  const ofBase = base === undefined ? [] : requiredLists(base, targets);
  const others = new Map(ofBase.map((list) => [key(list), list]));
  const required = own.map((list) => {
    const properties = list.properties || others.get(key(list))?.properties === true;
    others.delete(key(list));
    return { ...list, properties };
  });
  return { required: [...required, ...others.values()], onlyBase: new Set(others.keys()) };
}

/**
 * Lists the repositories of those owners whose rules select by anything but exact names. An owner
 * that cannot be listed is a problem of its own and does not stop the others.
 */
export async function listRepositories(
  config: FleetConfig,
  targets: readonly string[],
  openReader: () => GitHubReader | Promise<GitHubReader>,
  onFound?: ((owner: string, soFar: number, page: readonly Repository[]) => void) | undefined,
  base?: FleetConfig | undefined,
): Promise<RepositoryLists> {
  const { required, onlyBase } = listsOfBoth(config, base, targets);
  if (required.length === 0) return { repositories: new Map(), problems: [], baseProblems: [] };
  const reader = await openReader();
  const repositories = new Map<string, readonly Repository[]>();
  const problems: Diagnostic[] = [];
  const baseProblems: Diagnostic[] = [];
  const list = async ({ owner, kind, properties }: (typeof required)[number]): Promise<void> => {
    try {
      const found = await reader.listRepositories(owner, kind, {
        properties,
        onFound: (soFar, page) => onFound?.(owner, soFar, page),
      });
      repositories.set(owner.toLowerCase(), found);
    } catch (error) {
      if (!(error instanceof HookfleetError) || refusesCredential(error.code)) throw error;
      if (!onlyBase.has(owner.toLowerCase()))
        problems.push({ ...errorDiagnostic(error), scope: owner });
      else
        baseProblems.push({
          severity: "warning",
          code: "base-unlisted",
          scope: owner,
          message: `the repositories of ${owner}, which the base selects by more than their names, could not be listed: ${error.message}`,
        });
    }
  };
  await Promise.all(required.map(list));
  return { repositories, problems, baseProblems };
}
