import { metadataAccess, seesRepository } from "../access/access.ts";
import { findAccount } from "../access/find-scope.ts";
import { type Answer, Refusal } from "../http/answer.ts";
import type { Exchange } from "../http/exchange.ts";
import { paginate } from "../http/paginate.ts";
import type { RepositoryRecord } from "../world/world.ts";
import { renderRepository } from "./render-repository.ts";

const byName = (left: RepositoryRecord, right: RepositoryRecord): number => {
  const [a, b] = [left, right].map(({ owner, name }) => `${owner.login}/${name}`.toLowerCase());
  return (a ?? "") < (b ?? "") ? -1 : 1;
};

/** The newest first unless told; by name from A to Z. */
function sorted(
  query: URLSearchParams,
  repositories: readonly RepositoryRecord[],
  fallback: "created" | "full_name",
): readonly RepositoryRecord[] {
  const named = (query.get("sort") ?? fallback) === "full_name";
  const ascending = (query.get("direction") ?? (named ? "asc" : "desc")) === "asc";
  const inOrder = named ? [...repositories].sort(byName) : [...repositories];
  return ascending ? inOrder : inOrder.reverse();
}

const ofType: Readonly<Record<string, (repository: RepositoryRecord) => boolean>> = {
  public: ({ visibility }) => visibility === "public",
  private: ({ visibility }) => visibility !== "public",
  internal: ({ visibility }) => visibility === "internal",
  forks: ({ fork }) => fork,
  sources: ({ fork }) => !fork,
};

function page(
  exchange: Exchange,
  repositories: readonly RepositoryRecord[],
  numericPath: string,
  fallback: "created" | "full_name",
): Answer {
  const { query, principal, base } = exchange;
  const type = query.get("type") ?? query.get("visibility") ?? "all";
  const wanted = Object.hasOwn(ofType, type) ? ofType[type] : undefined;
  const seen = repositories.filter(
    (repository) => (wanted?.(repository) ?? true) && seesRepository(principal, repository),
  );
  return paginate(exchange, sorted(query, seen, fallback), numericPath, (repository) =>
    renderRepository(repository, base),
  );
}

export function listOrganizationRepositories(
  exchange: Exchange,
  [login = ""]: readonly string[],
): Answer {
  const account = findAccount(exchange, login, "Organization", metadataAccess);
  return page(exchange, account.repositories, `/organizations/${account.id}/repos`, "created");
}

/** What a user shows the world: public repositories, whoever asks. */
export function listUserRepositories(exchange: Exchange, [login = ""]: readonly string[]): Answer {
  const account = findAccount(exchange, login, undefined, metadataAccess);
  const visible = account.repositories.filter(({ visibility }) => visibility === "public");
  return page(exchange, visible, `/user/${account.id}/repos`, "full_name");
}

/** The repositories of whoever asks: its own, and those of its organizations. */
export function listOwnRepositories(exchange: Exchange): Answer {
  const { world, principal, query } = exchange;
  if (principal.kind === "nobody") throw new Refusal(401, "Requires authentication");
  if (
    principal.installation !== undefined ||
    principal.kind === "app" ||
    principal.kind === "actions"
  )
    throw new Refusal(403, "Resource not accessible by integration");
  const affiliation = (query.get("affiliation") ?? "owner,collaborator,organization_member").split(
    ",",
  );
  const login = principal.login.toLowerCase();
  const repositories = [...world.repositories.values()].filter(({ owner }) =>
    owner.kind === "User"
      ? affiliation.includes("owner") && owner.login.toLowerCase() === login
      : affiliation.includes("organization_member"),
  );
  return page(exchange, repositories, "/user/repos", "full_name");
}

/** What an installation token has been given. */
export function listInstallationRepositories(exchange: Exchange): Answer {
  const { principal, base } = exchange;
  const { installation } = principal;
  if (installation === undefined) {
    throw new Refusal(
      403,
      "You must authenticate with an installation access token in order to list repositories for an installation.",
    );
  }
  const seen = installation.account.repositories.filter((repository) =>
    seesRepository(principal, repository),
  );
  return paginate(
    exchange,
    seen,
    "/installation/repositories",
    (repository) => renderRepository(repository, base),
    (repositories) => ({
      total_count: seen.length,
      repository_selection: principal.repositories === undefined ? "all" : "selected",
      repositories,
    }),
  );
}
