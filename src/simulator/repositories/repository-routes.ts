import { type Access, metadataAccess, openAccess, seesRepository } from "../access/access.ts";
import { findAccount, findRepository } from "../access/find-scope.ts";
import { type Answer, Refusal } from "../http/api-error.ts";
import { paginate } from "../http/paginate.ts";
import type { Exchange } from "../http/request.ts";
import type { Route } from "../http/routes.ts";
import type { RepositoryRecord } from "../store/store.ts";
import { renderOrganization, renderUser } from "./render-account.ts";
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

const propertiesAccess: Access = {
  scopes: ["admin:org", "read:org", "repo", "write:org", "admin:org_hook"],
  permission: ["organization_custom_properties", "read"],
};

function renderProperties(repository: RepositoryRecord): unknown {
  return {
    repository_id: repository.id,
    repository_name: repository.name,
    repository_full_name: `${repository.owner.login}/${repository.name}`,
    properties: Object.entries(repository.properties).map(([property_name, value]) => ({
      property_name,
      value,
    })),
  };
}

function listProperties(exchange: Exchange, [login = ""]: readonly string[]): Answer {
  const account = findAccount(exchange, login, "Organization", propertiesAccess);
  const seen = account.repositories.filter((repository) =>
    seesRepository(exchange.principal, repository),
  );
  const path = `/organizations/${account.id}/properties/values`;
  return paginate(exchange, seen, path, renderProperties);
}

function getRepository(exchange: Exchange, [owner = "", name = ""]: readonly string[]): Answer {
  const { base } = exchange;
  const repository = findRepository(exchange, owner, name, metadataAccess);
  return {
    status: 200,
    body: {
      ...renderRepository(repository, base),
      custom_properties: repository.properties,
      network_count: 0,
      subscribers_count: 0,
    },
  };
}

function getUser({ world, principal, base }: Exchange): Answer {
  const { kind, login, installation } = principal;
  if (kind === "nobody") throw new Refusal(401, "Requires authentication");
  const isUser = kind !== "app" && kind !== "actions" && kind !== "installation";
  if (installation !== undefined || !isUser)
    throw new Refusal(403, "Resource not accessible by integration");
  const account = world.accounts.get(login.toLowerCase()) ?? { login, id: 1, kind: "User" };
  return { status: 200, body: renderUser(account, base) };
}

const route = (path: string, documentation: string, access: Access, run: Route["run"]): Route => ({
  method: "GET",
  path,
  documentation: `https://docs.github.com/rest/${documentation}`,
  access,
  run,
});

const byNumber =
  (run: Route["run"]): Route["run"] =>
  (exchange, [id = "", ...rest]) =>
    run(exchange, [`#${id}`, ...rest]);

const organizationRepositories = "repos/repos#list-organization-repositories";
const userRepositories = "repos/repos#list-repositories-for-a-user";
const propertyValues =
  "orgs/custom-properties#list-custom-property-values-for-organization-repositories";

/** Accounts and repositories: what a client of webhooks reads beside them. */
export const repositoryRoutes: readonly Route[] = [
  route(
    "/orgs/{org}/repos",
    organizationRepositories,
    metadataAccess,
    listOrganizationRepositories,
  ),
  route(
    "/organizations/{id}/repos",
    organizationRepositories,
    metadataAccess,
    byNumber(listOrganizationRepositories),
  ),
  route("/users/{username}/repos", userRepositories, metadataAccess, listUserRepositories),
  route(
    "/user/repos",
    "repos/repos#list-repositories-for-the-authenticated-user",
    metadataAccess,
    listOwnRepositories,
  ),
  route("/user/{id}/repos", userRepositories, metadataAccess, byNumber(listUserRepositories)),
  route(
    "/installation/repositories",
    "apps/installations#list-repositories-accessible-to-the-app-installation",
    openAccess,
    listInstallationRepositories,
  ),
  route("/orgs/{org}/properties/values", propertyValues, propertiesAccess, listProperties),
  route(
    "/organizations/{id}/properties/values",
    propertyValues,
    propertiesAccess,
    byNumber(listProperties),
  ),
  route("/repos/{owner}/{repo}", "repos/repos#get-a-repository", metadataAccess, getRepository),
  route(
    "/repositories/{id}",
    "repos/repos#get-a-repository",
    metadataAccess,
    byNumber(getRepository),
  ),
  route("/user", "users/users#get-the-authenticated-user", openAccess, getUser),
  route(
    "/orgs/{org}",
    "orgs/orgs#get-an-organization",
    metadataAccess,
    (exchange, [login = ""]) => ({
      status: 200,
      body: renderOrganization(
        findAccount(exchange, login, "Organization", metadataAccess),
        exchange.base,
      ),
    }),
  ),
  route(
    "/users/{username}",
    "users/users#get-a-user",
    metadataAccess,
    (exchange, [login = ""]) => ({
      status: 200,
      body: renderUser(findAccount(exchange, login, undefined, metadataAccess), exchange.base),
    }),
  ),
];
