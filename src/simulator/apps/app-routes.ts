import { createHash } from "node:crypto";
import { openAccess } from "../access/access.ts";
import { tokenOf, undecodable } from "../access/authenticate.ts";
import { allOf, hour, nodeId, timestamp, wholeSecond } from "../fields.ts";
import { ApiError, type JsonObject, notFound } from "../http/api-error.ts";
import { paginate } from "../http/paginate.ts";
import { type ApiRequest, readBody } from "../http/request.ts";
import { type Route, route } from "../http/routes.ts";
import {
  accountsCreated,
  renderAccount,
  renderRepository,
} from "../repositories/render-repository.ts";
import type { AppRecord, StoredInstallation } from "../store/store.ts";

/** The App that sent the request; 401 for anything except the JWT of an App. */
function requireApp({ principal }: ApiRequest): AppRecord {
  if (principal.app === undefined) throw undecodable();
  return principal.app;
}

/** What an App writes is by `slug[bot]`. */
const getApp: Route["run"] = (request) => {
  const { id, slug } = requireApp(request);
  return {
    body: {
      id,
      slug,
      node_id: nodeId("App", id),
      client_id: `Iv1.${id}`,
      owner: renderAccount({ login: "octocat", id: 1, kind: "User" }, request.base),
      name: slug,
      description: null,
      external_url: "https://example.com",
      html_url: `https://github.com/apps/${slug}`,
      ...allOf(accountsCreated, "created_at updated_at"),
      permissions: {},
      events: [],
    },
  };
};

const lowerCased = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map((entry) => String(entry).toLowerCase()) : [];

const inaccessible =
  "There is at least one repository that does not exist or is not accessible to the parent installation.";

/** Whether an account has a repository of that name among those of the installation. */
const covers = ({ account, repositories }: StoredInstallation, wanted: string): boolean =>
  account.repositories.some(({ name }) => name.toLowerCase() === wanted) &&
  (repositories?.has(wanted) ?? true);

/** The repositories to which a token is restricted; undefined = those of the installation. */
function restricted(
  body: JsonObject,
  installation: StoredInstallation,
): StoredInstallation["repositories"] {
  const { repositories: names, repository_ids: ids } = body;
  if (names === undefined && ids === undefined) return installation.repositories;
  const { repositories } = installation.account;
  const byId = lowerCased(ids).map(
    (id) => repositories.find((repository) => String(repository.id) === id)?.name ?? "",
  );
  const wanted = lowerCased([...lowerCased(names), ...byId]);
  if (!wanted.every((name) => covers(installation, name))) throw new ApiError(422, inaccessible);
  return new Set(wanted);
}

function granted(
  body: JsonObject,
  { permissions }: StoredInstallation,
): StoredInstallation["permissions"] {
  const { permissions: asked } = body;
  if (typeof asked !== "object" || asked === null) return permissions;
  for (const [name, level] of Object.entries(asked))
    if (permissions[name] === undefined || (permissions[name] === "read" && level !== "read"))
      throw new ApiError(422, "The permissions requested are not granted to this installation.");
  return { metadata: "read", ...(asked as Record<string, string>) };
}

const base64url = (value: unknown): string =>
  Buffer.from(JSON.stringify(value)).toString("base64url");

/**
 * A token of the form that GitHub issues since October 2026: `ghs_APPID_` and a JWT, about 520
 * characters. The signature is not real: the simulator looks its tokens up.
 */
function mintToken({ id, app }: StoredInstallation, expiresAt: number, count: number): string {
  const seconds = expiresAt / 1000;
  const header = base64url({ alg: "RS256", typ: "JWT" });
  const claims = base64url({
    iss: "github.com",
    sub: `installation:${id}`,
    iat: seconds - hour / 1000,
    exp: seconds,
    jti: count,
  });
  // As long as an RSA signature of 2048 bits.
  const signature = Buffer.alloc(256, createHash("sha512").update(claims).digest());
  return `ghs_${app.id}_${header}.${claims}.${signature.toString("base64url")}`;
}

/** Issues an installation token, valid for an hour. */
const createInstallationToken: Route["run"] = (request, [id = ""]) => {
  const { store, now, base } = request;
  const installation = findInstallation(requireApp(request), hasId, id);
  if (installation.suspended) throw new ApiError(403, "This installation has been suspended");
  const asked = readBody(request);
  const repositories = restricted(asked, installation);
  const permissions = granted(asked, installation);
  const expiresAt = wholeSecond(now) + hour;
  const token = mintToken(installation, expiresAt, store.installationTokens.size);
  store.installationTokens.set(token, { installation, permissions, repositories, expiresAt });
  const shown =
    repositories !== installation.repositories &&
    installation.account.repositories.filter(({ name }) => repositories?.has(name.toLowerCase()));
  const body = {
    token,
    expires_at: timestamp(expiresAt),
    permissions,
    repository_selection: repositories === undefined ? "all" : "selected",
    repositories: shown ? shown.map((entry) => renderRepository(entry, base)) : undefined,
  };
  return { status: 201, body };
};

/** Revokes the token of the request before it expires. */
const revokeInstallationToken: Route["run"] = ({ store, principal, headers }) => {
  const token = tokenOf(headers.get("authorization") ?? "");
  const issued = store.installationTokens.get(token);
  if (principal.installation === undefined || issued === undefined)
    throw new ApiError(403, "You must authenticate with an installation access token.");
  store.installationTokens.set(token, { ...issued, expiresAt: 0 });
  return { status: 204 };
};

function renderInstallation(
  { id, app, account, permissions, repositories, suspended }: StoredInstallation,
  base: string,
): JsonObject {
  return {
    id,
    client_id: `Iv1.${app.id}`,
    account: renderAccount(account, base),
    repository_selection: repositories === undefined ? "all" : "selected",
    access_tokens_url: `${base}/app/installations/${id}/access_tokens`,
    repositories_url: `${base}/installation/repositories`,
    html_url: `https://github.com/organizations/${account.login}/settings/installations/${id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.kind,
    permissions,
    ...allOf([], "events single_file_paths"),
    ...allOf(accountsCreated, "created_at updated_at"),
    single_file_name: null,
    has_multiple_single_files: false,
    suspended_by: suspended ? renderAccount(account, base) : null,
    suspended_at: suspended ? accountsCreated : null,
  };
}

const listInstallations: Route["run"] = (request) => {
  const installations = [...requireApp(request).installations.values()];
  return paginate(request, installations, "/app/installations", (installation) =>
    renderInstallation(installation, request.base),
  );
};

/** Tells one installation from the others by what a path names. */
type Is = (installation: StoredInstallation, first: string, second: string) => boolean;

function findInstallation(app: AppRecord, is: Is, first = "", second = ""): StoredInstallation {
  for (const one of app.installations.values()) if (is(one, first, second)) return one;
  throw notFound();
}

const hasId = ({ id }: StoredInstallation, wanted: string): boolean => String(id) === wanted;
const isOn = ({ account }: StoredInstallation, login: string): boolean =>
  account.login.toLowerCase() === login.toLowerCase();

/** The anchors end in `-for-the-authenticated-app`. */
const finders: readonly (readonly [path: string, anchor: string, is: Is])[] = [
  ["/app/installations/{installation_id}", "get-an-installation", hasId],
  [
    "/orgs/{org}/installation",
    "get-an-organization-installation",
    (one, login) => isOn(one, login) && one.account.kind === "Organization",
  ],
  ["/users/{username}/installation", "get-a-user-installation", isOn],
  [
    "/repos/{owner}/{repo}/installation",
    "get-a-repository-installation",
    (one, owner, name) => isOn(one, owner) && covers(one, name.toLowerCase()),
  ],
];

const listPage = "apps/apps#list-installations-for-the-authenticated-app";
const createToken = "apps/apps#create-an-installation-access-token-for-an-app";
const tokens = "/app/installations/{installation_id}/access_tokens";
const revokeToken = "apps/installations#revoke-an-installation-access-token";

/** What a GitHub App requests as itself. */
export const appRoutes: readonly Route[] = [
  route("GET", "/app", "apps/apps#get-the-authenticated-app", openAccess, getApp),
  route("GET", "/app/installations", listPage, openAccess, listInstallations),
  ...finders.map(([path, anchor, is]) => {
    const page = `apps/apps#${anchor}-for-the-authenticated-app`;
    return route("GET", path, page, openAccess, (request, named) => {
      const installation = findInstallation(requireApp(request), is, ...named);
      return { body: renderInstallation(installation, request.base) };
    });
  }),
  route("POST", tokens, createToken, openAccess, createInstallationToken),
  route("DELETE", "/installation/token", revokeToken, openAccess, revokeInstallationToken),
];
