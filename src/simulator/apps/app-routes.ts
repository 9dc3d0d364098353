import { openAccess } from "../access/access.ts";
import type { Route } from "../http/route.ts";
import { createInstallationToken, revokeInstallationToken } from "./create-installation-token.ts";
import { getApp } from "./get-app.ts";
import { getInstallation, listInstallations } from "./installations.ts";

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
