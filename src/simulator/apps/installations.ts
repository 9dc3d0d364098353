import { type Answer, notFound, Refusal } from "../http/answer.ts";
import type { Exchange } from "../http/exchange.ts";
import { paginate } from "../http/paginate.ts";
import type { Route } from "../http/route.ts";
import { renderAccount } from "../repositories/render-account.ts";
import type { AppRecord, Installation } from "../world/world.ts";

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
