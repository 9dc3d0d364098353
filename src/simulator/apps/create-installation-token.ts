import { createHash } from "node:crypto";
import { timestamp } from "../hooks/render-hook.ts";
import { type Answer, Refusal } from "../http/answer.ts";
import type { Exchange } from "../http/exchange.ts";
import { type JsonObject, readBody } from "../http/read-body.ts";
import { renderRepository } from "../repositories/render-repository.ts";
import type { Installation } from "../world/world.ts";
import { installationById, requireApp } from "./installations.ts";

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

/** Issues an installation token, good for an hour. */
export function createInstallationToken(exchange: Exchange, [id = ""]: readonly string[]): Answer {
  const { world, now, base } = exchange;
  const installation = installationById(requireApp(exchange), id);
  if (installation.suspended) throw new Refusal(403, "This installation has been suspended");
  const body = readBody(exchange);
  const repositories = narrowed(body, installation);
  const permissions = granted(body, installation);
  const hash = createHash("sha256").update(`${id} ${now} ${world.installationTokens.size}`);
  const token = `ghs_${hash.digest("hex").slice(0, 36)}`;
  const expiresAt = Math.floor(now / 1000) * 1000 + hour;
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
