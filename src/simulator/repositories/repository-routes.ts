import { metadataAccess, openAccess, type RouteAccess, seesRepository } from "../access/access.ts";
import { findAccount, findRepository } from "../access/find.ts";
import { type Answer, ApiError, notByIntegration, unauthenticated } from "../http/api-error.ts";
import { paginate } from "../http/paginate.ts";
import type { ApiRequest } from "../http/request.ts";
import { type Route, route } from "../http/routes.ts";
import { numericPathOf, type RepositoryRecord } from "../store/store.ts";
import { renderOrganization, renderRepository, renderUser } from "./render-repository.ts";

const seenOf = (
  { principal }: ApiRequest,
  repositories: readonly RepositoryRecord[],
): readonly RepositoryRecord[] =>
  repositories.filter((repository) => seesRepository(principal, repository));

const keyOf = ({ owner, name }: RepositoryRecord): string => `${owner.login}/${name}`.toLowerCase();

/** By default the newest first, or by name from A to Z. */
function sorted(
  query: URLSearchParams,
  repositories: readonly RepositoryRecord[],
  fallback: "created" | "full_name",
): readonly RepositoryRecord[] {
  const named = (query.get("sort") ?? fallback) === "full_name";
  const ascending = (query.get("direction") ?? (named ? "asc" : "desc")) === "asc";
  const inOrder = [...repositories];
  if (named) inOrder.sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
  return ascending ? inOrder : inOrder.reverse();
}

const types: Readonly<Record<string, (repository: RepositoryRecord) => boolean>> = {
  public: ({ visibility }) => visibility === "public",
  private: ({ visibility }) => visibility !== "public",
  internal: ({ visibility }) => visibility === "internal",
  forks: ({ fork }) => fork,
  sources: ({ fork }) => !fork,
};

function page(
  request: ApiRequest,
  repositories: readonly RepositoryRecord[],
  numericPath: string,
  fallback: "created" | "full_name",
): Answer {
  const { query, base } = request;
  const type = query.get("type") ?? query.get("visibility") ?? "all";
  const isWanted = (Object.hasOwn(types, type) && types[type]) || (() => true);
  const seen = seenOf(request, repositories).filter(isWanted);
  return paginate(request, sorted(query, seen, fallback), numericPath, (repository) =>
    renderRepository(repository, base),
  );
}

const listOrganizationRepositories: Route["run"] = (request, values) => {
  const account = findAccount(request, values, "Organization");
  return page(request, account.repositories, `${numericPathOf(account)}/repos`, "created");
};

/** Only public repositories, also for the user itself. */
const listUserRepositories: Route["run"] = (request, values) => {
  const { id, repositories } = findAccount(request, values);
  const visible = repositories.filter(({ visibility }) => visibility === "public");
  return page(request, visible, `/user/${id}/repos`, "full_name");
};

/** The repositories of the authenticated user, and those of its organizations. */
const listOwnRepositories: Route["run"] = (request) => {
  const { store, query } = request;
  const login = userOf(request).toLowerCase();
  const affiliations = query.get("affiliation") ?? "owner,collaborator,organization_member";
  const affiliation = affiliations.split(",");
  const repositories = [...store.repositories.values()].filter(({ owner }) =>
    owner.kind === "User"
      ? affiliation.includes("owner") && owner.login.toLowerCase() === login
      : affiliation.includes("organization_member"),
  );
  return page(request, repositories, "/user/repos", "full_name");
};

const listInstallationRepositories: Route["run"] = (request) => {
  const { installation, repositories: selected } = request.principal;
  if (installation === undefined) {
    throw new ApiError(
      403,
      "You must authenticate with an installation access token in order to list repositories for an installation.",
    );
  }
  const seen = seenOf(request, installation.account.repositories);
  const { body: repositories, headers } = paginate(
    request,
    seen,
    "/installation/repositories",
    (repository) => renderRepository(repository, request.base),
  );
  const repository_selection = selected === undefined ? "all" : "selected";
  return { body: { total_count: seen.length, repository_selection, repositories }, headers };
};

const propertiesAccess: RouteAccess = {
  scopes: ["admin:org", "read:org", "repo", "write:org", "admin:org_hook"],
  permissions: ["organization_custom_properties=read"],
};

const listProperties: Route["run"] = (request, values) => {
  const account = findAccount(request, values, "Organization");
  const path = `${numericPathOf(account)}/properties/values`;
  return paginate(request, seenOf(request, account.repositories), path, (repository) => ({
    repository_id: repository.id,
    repository_name: repository.name,
    repository_full_name: `${repository.owner.login}/${repository.name}`,
    properties: Object.entries(repository.properties).map(([property_name, value]) => ({
      property_name,
      value,
    })),
  }));
};

const getRepository: Route["run"] = (request, values) => {
  const repository = findRepository(request, values);
  const shown = renderRepository(repository, request.base);
  const custom_properties = repository.properties;
  return { body: { ...shown, custom_properties, network_count: 0, subscribers_count: 0 } };
};

/** The login of the authenticated user; 403 for what is none. */
function userOf({ principal }: ApiRequest): string {
  const { kind, login, installation } = principal;
  if (kind === "anonymous") throw unauthenticated();
  if (installation !== undefined || kind === "app" || kind === "actions") throw notByIntegration();
  return login;
}

const getAuthenticatedUser: Route["run"] = (request) => {
  if (request.principal.kind === "installation") throw notByIntegration();
  const login = userOf(request);
  const account = request.store.accounts.get(login.toLowerCase());
  return { body: renderUser(account ?? { login, id: 1, kind: "User" }, request.base) };
};

const getOrganization: Route["run"] = (request, values) => ({
  body: renderOrganization(findAccount(request, values, "Organization"), request.base),
});

const getUser: Route["run"] = (request, values) => ({
  body: renderUser(findAccount(request, values), request.base),
});

/** What is left of the limits, which costs nothing to ask; 404 on a server without limits. */
const getRateLimit: Route["run"] = ({ limiter, principal, now, headers }) => {
  const core = limiter.state(principal, now);
  if (core === undefined) throw new ApiError(404, "Rate limiting is not enabled.");
  const other = (limit: number): typeof core => ({ ...core, limit, used: 0, remaining: limit });
  const resources = { core, search: other(30), graphql: other(5000) };
  // https://docs.github.com/rest/about-the-rest-api/breaking-changes
  const dropped = headers.get("x-github-api-version") === "2026-03-10";
  return { body: dropped ? { resources } : { resources, rate: core } };
};

const get = (
  path: string,
  page: string,
  run: Route["run"],
  access: RouteAccess = metadataAccess,
): Route => route("GET", path, page, access, run);

const ofOrganization = "repos/repos#list-organization-repositories";
const ofUser = "repos/repos#list-repositories-for-a-user";
const own = "repos/repos#list-repositories-for-the-authenticated-user";
const ofInstallation = "apps/installations#list-repositories-accessible-to-the-app-installation";
const propertyValues =
  "orgs/custom-properties#list-custom-property-values-for-organization-repositories";

const ofLimits = "rate-limit/rate-limit#get-rate-limit-status-for-the-authenticated-user";

/** Accounts, repositories and limits: what clients of webhooks also read. */
export const repositoryRoutes: readonly Route[] = [
  get("/orgs/{org}/repos", ofOrganization, listOrganizationRepositories),
  get("/users/{username}/repos", ofUser, listUserRepositories),
  get("/user/repos", own, listOwnRepositories),
  get("/installation/repositories", ofInstallation, listInstallationRepositories, openAccess),
  get("/orgs/{org}/properties/values", propertyValues, listProperties, propertiesAccess),
  get("/repos/{owner}/{repo}", "repos/repos#get-a-repository", getRepository),
  get("/user", "users/users#get-the-authenticated-user", getAuthenticatedUser, openAccess),
  get("/orgs/{org}", "orgs/orgs#get-an-organization", getOrganization),
  get("/users/{username}", "users/users#get-a-user", getUser),
  get("/rate_limit", ofLimits, getRateLimit, openAccess),
];
