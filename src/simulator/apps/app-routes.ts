import { createHash } from "node:crypto";
import { openAccess } from "../access/access.ts";
import { tokenOf } from "../access/authenticate.ts";
import { timestamp } from "../hooks/render-hook.ts";
import { type Answer, notFound, Refusal } from "../http/api-error.ts";
import { paginate } from "../http/paginate.ts";
import type { Exchange } from "../http/request.ts";
import { type JsonObject, readBody } from "../http/request.ts";
import type { Route } from "../http/routes.ts";
import { renderAccount } from "../repositories/render-account.ts";
import { renderRepository } from "../repositories/render-repository.ts";
import type { AppRecord, Installation } from "../store/store.ts";

/** The App as it sees itself: what it writes is by `slug[bot]`. */
export function getApp(exchange: Exchange): Answer {
  const { id, slug } = requireApp(exchange);
  const made = "2024-01-01T00:00:00Z";
  return {
    status: 200,
    body: {
      id,
      slug,
      node_id: Buffer.from(`03:App${id}`).toString("base64"),
      client_id: `Iv1.${id}`,
      owner: renderAccount({ login: "octocat", id: 1, kind: "User" }, exchange.base),
      name: slug,
      description: null,
      external_url: "https://example.com",
      html_url: `https://github.com/apps/${slug}`,
      created_at: made,
      updated_at: made,
      permissions: {},
      events: [],
    },
  };
}

const hour = 3_600_000;

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map((entry) => String(entry).toLowerCase()) : [];

/** The repositories a token asks to be narrowed to; undefined = those of the installation. */
function narrowed(
  body: JsonObject,
  { repositories, account }: Installation,
): ReadonlySet<string> | undefined {
  const { repositories: names, repository_ids: ids } = body;
  if (names === undefined && ids === undefined) return repositories;
  const byId = strings(ids).map(
    (id) => account.repositories.find((repository) => String(repository.id) === id)?.name ?? "",
  );
  const wanted = [...strings(names), ...byId.map((name) => name.toLowerCase())];
  const known = new Set(account.repositories.map(({ name }) => name.toLowerCase()));
  if (!wanted.every((name) => known.has(name) && repositories?.has(name) !== false)) {
    throw new Refusal(
      422,
      "There is at least one repository that does not exist or is not accessible to the parent installation.",
    );
  }
  return new Set(wanted);
}

function granted(body: JsonObject, { permissions }: Installation): Installation["permissions"] {
  const { permissions: asked } = body;
  if (typeof asked !== "object" || asked === null) return permissions;
  for (const [name, level] of Object.entries(asked)) {
    if (permissions[name] === undefined || (permissions[name] === "read" && level !== "read")) {
      throw new Refusal(422, "The permissions requested are not granted to this installation.");
    }
  }
  return { metadata: "read", ...(asked as Record<string, string>) };
}

const base64url = (value: unknown): string =>
  Buffer.from(JSON.stringify(value)).toString("base64url");

/**
 * A token of the shape that GitHub mints since October 2026: `ghs_APPID_` and a JWT, some 520
 * characters in all. Nothing is signed: the simulator looks its tokens up.
 */
function mintToken({ id, app }: Installation, expiresAt: number, count: number): string {
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
  const signature = Array.from({ length: 8 }, (_, part) =>
    createHash("sha256").update(`${part} ${claims}`).digest(),
  );
  return `ghs_${app.id}_${header}.${claims}.${Buffer.concat(signature).toString("base64url")}`;
}

/** Issues an installation token, good for an hour. */
export function createInstallationToken(exchange: Exchange, [id = ""]: readonly string[]): Answer {
  const { world, now, base } = exchange;
  const installation = installationById(requireApp(exchange), id);
  if (installation.suspended) throw new Refusal(403, "This installation has been suspended");
  const body = readBody(exchange);
  const repositories = narrowed(body, installation);
  const permissions = granted(body, installation);
  const expiresAt = Math.floor(now / 1000) * 1000 + hour;
  const token = mintToken(installation, expiresAt, world.installationTokens.size);
  world.installationTokens.set(token, { installation, permissions, repositories, expiresAt });
  const selection = installation.account.repositories.filter(({ name }) =>
    repositories?.has(name.toLowerCase()),
  );
  return {
    status: 201,
    body: {
      token,
      expires_at: timestamp(expiresAt),
      permissions,
      repository_selection: repositories === undefined ? "all" : "selected",
      ...(repositories === installation.repositories
        ? {}
        : { repositories: selection.map((repository) => renderRepository(repository, base)) }),
    },
  };
}

/** Ends the token that the request carries, before its hour is over. */
export function revokeInstallationToken({ world, principal, headers }: Exchange): Answer {
  const token = tokenOf(headers.get("authorization") ?? "");
  const issued = world.installationTokens.get(token);
  if (principal.installation === undefined || issued === undefined)
    throw new Refusal(403, "You must authenticate with an installation access token.");
  world.installationTokens.set(token, { ...issued, expiresAt: 0 });
  return { status: 204 };
}

/** The App that asks; 401 for everything that is not a JWT of an App. */
export function requireApp({ principal }: Exchange): AppRecord {
  if (principal.app === undefined) throw new Refusal(401, "A JSON web token could not be decoded");
  return principal.app;
}

function renderInstallation(
  { id, app, account, permissions, repositories, suspended }: Installation,
  base: string,
): Readonly<Record<string, unknown>> {
  const made = "2024-01-01T00:00:00Z";
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
    events: [],
    created_at: made,
    updated_at: made,
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: suspended ? renderAccount(account, base) : null,
    suspended_at: suspended ? made : null,
  };
}

export function listInstallations(exchange: Exchange): Answer {
  const installations = [...requireApp(exchange).installations.values()];
  return paginate(exchange, installations, "/app/installations", (installation) =>
    renderInstallation(installation, exchange.base),
  );
}

export function installationById(app: AppRecord, id: string): Installation {
  for (const installation of app.installations.values())
    if (String(installation.id) === id) return installation;
  throw notFound();
}

function find(
  app: AppRecord,
  by: "id" | "account" | "Organization" | "repository",
  [first = "", second = ""]: readonly string[],
): Installation {
  if (by === "id") return installationById(app, first);
  const installation = app.installations.get(first.toLowerCase());
  if (installation === undefined) throw notFound();
  if (by === "Organization" && installation.account.kind !== "Organization") throw notFound();
  if (by === "repository") {
    const name = second.toLowerCase();
    const there = installation.account.repositories.some(
      (repository) => repository.name.toLowerCase() === name,
    );
    if (!there || installation.repositories?.has(name) === false) throw notFound();
  }
  return installation;
}

export function getInstallation(by: Parameters<typeof find>[1]): Route["run"] {
  return (exchange, values) => ({
    status: 200,
    body: renderInstallation(find(requireApp(exchange), by, values), exchange.base),
  });
}

const route = (method: string, path: string, anchor: string, run: Route["run"]): Route => ({
  method,
  path,
  documentation: `https://docs.github.com/rest/apps/apps#${anchor}`,
  access: openAccess,
  run,
});

/** What a GitHub App asks for in its own name. */
export const appRoutes: readonly Route[] = [
  route("GET", "/app", "get-the-authenticated-app", getApp),
  route(
    "GET",
    "/app/installations",
    "list-installations-for-the-authenticated-app",
    listInstallations,
  ),
  route(
    "GET",
    "/app/installations/{installation_id}",
    "get-an-installation-for-the-authenticated-app",
    getInstallation("id"),
  ),
  route(
    "GET",
    "/orgs/{org}/installation",
    "get-an-organization-installation-for-the-authenticated-app",
    getInstallation("Organization"),
  ),
  route(
    "GET",
    "/users/{username}/installation",
    "get-a-user-installation-for-the-authenticated-app",
    getInstallation("account"),
  ),
  route(
    "GET",
    "/repos/{owner}/{repo}/installation",
    "get-a-repository-installation-for-the-authenticated-app",
    getInstallation("repository"),
  ),
  route(
    "POST",
    "/app/installations/{installation_id}/access_tokens",
    "create-an-installation-access-token-for-an-app",
    createInstallationToken,
  ),
  {
    ...route("DELETE", "/installation/token", "", revokeInstallationToken),
    documentation:
      "https://docs.github.com/rest/apps/installations#revoke-an-installation-access-token",
  },
];
