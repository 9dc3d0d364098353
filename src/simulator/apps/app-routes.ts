import { createHash } from "node:crypto";
import { openAccess } from "../access/access.ts";
import { tokenOf, undecodable } from "../access/authenticate.ts";
import { allOf, hour, nodeId, timestamp, wholeSecond } from "../fields.ts";
import { ApiError, type JsonObject, notFound } from "../http/api-error.ts";
import type { ApiRequest } from "../http/request.ts";
import { type Route, route } from "../http/routes.ts";
import { accountsCreated, renderAccount } from "../repositories/render-repository.ts";
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

/** Issues an installation token, valid for an hour and for all that the installation may do. */
const createInstallationToken: Route["run"] = (request, [id = ""]) => {
  const { store, now } = request;
  const installation = installationById(requireApp(request), id);
  if (installation.suspended) throw new ApiError(403, "This installation has been suspended");
  const expiresAt = wholeSecond(now) + hour;
  const token = mintToken(installation, expiresAt, store.installationTokens.size);
  store.installationTokens.set(token, { installation, expiresAt });
  const { permissions, repositories } = installation;
  const body = {
    token,
    expires_at: timestamp(expiresAt),
    permissions,
    repository_selection: repositories === undefined ? "all" : "selected",
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

function installationById(app: AppRecord, id: string): StoredInstallation {
  for (const installation of app.installations.values())
    if (String(installation.id) === id) return installation;
  throw notFound();
}

/** @param among which kind of account: users are looked for where organizations are, too */
const getInstallation =
  (among: "orgs" | "users"): Route["run"] =>
  (request, [login = ""]) => {
    const installation = requireApp(request).installations.get(login.toLowerCase());
    const isThere = among === "users" || installation?.account.kind === "Organization";
    if (installation === undefined || !isThere) throw notFound();
    return { body: renderInstallation(installation, request.base) };
  };

const createToken = "apps/apps#create-an-installation-access-token-for-an-app";
const tokens = "/app/installations/{installation_id}/access_tokens";
const revokeToken = "apps/installations#revoke-an-installation-access-token";
const found = (what: string): string =>
  `apps/apps#get-${what}-installation-for-the-authenticated-app`;

/** What a GitHub App requests as itself. */
export const appRoutes: readonly Route[] = [
  route("GET", "/app", "apps/apps#get-the-authenticated-app", openAccess, getApp),
  route(
    "GET",
    "/orgs/{org}/installation",
    found("an-organization"),
    openAccess,
    getInstallation("orgs"),
  ),
  route(
    "GET",
    "/users/{username}/installation",
    found("a-user"),
    openAccess,
    getInstallation("users"),
  ),
  route("POST", tokens, createToken, openAccess, createInstallationToken),
  route("DELETE", "/installation/token", revokeToken, openAccess, revokeInstallationToken),
];
