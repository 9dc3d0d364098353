import { type Access, metadataAccess, openAccess, seesRepository } from "../access/access.ts";
import { findAccount, findRepository } from "../access/find-scope.ts";
import { type Answer, Refusal } from "../http/answer.ts";
import type { Exchange } from "../http/exchange.ts";
import { paginate } from "../http/paginate.ts";
import type { Route } from "../http/routes.ts";
import type { RepositoryRecord } from "../world/world.ts";
import {
  listInstallationRepositories,
  listOrganizationRepositories,
  listOwnRepositories,
  listUserRepositories,
} from "./list-repositories.ts";
import { renderOrganization, renderUser } from "./render-account.ts";
import { renderRepository } from "./render-repository.ts";

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
