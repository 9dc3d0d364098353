import {
  type Diagnostic,
  errorDiagnostic,
  type FleetConfig,
  type GitHubReader,
  HookfleetError,
  type Repository,
  requiredLists,
} from "../index.ts";

export interface RepositoryLists {
  /** By lower-cased owner; one that could not be listed is absent. */
  readonly repositories: ReadonlyMap<string, readonly Repository[]>;
  readonly problems: readonly Diagnostic[];
}

/**
 * Lists the repositories of those owners whose rules select by anything but exact names. An owner
 * that cannot be listed is a problem of its own and does not stop the others.
 */
export async function listRepositories(
  config: FleetConfig,
  targets: readonly string[],
  openReader: () => Promise<GitHubReader>,
): Promise<RepositoryLists> {
  const required = requiredLists(config, targets);
  if (required.length === 0) return { repositories: new Map(), problems: [] };
  const reader = await openReader();
  const repositories = new Map<string, readonly Repository[]>();
  const problems: Diagnostic[] = [];
  const list = async ({ owner, kind, properties }: (typeof required)[number]): Promise<void> => {
    try {
      const found = await reader.listRepositories(owner, kind, { properties });
      repositories.set(owner.toLowerCase(), found);
    } catch (error) {
      if (!(error instanceof HookfleetError)) throw error;
      problems.push({ ...errorDiagnostic(error), scope: owner });
    }
  };
  await Promise.all(required.map(list));
  return { repositories, problems };
}
