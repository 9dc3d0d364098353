import { createHash } from "node:crypto";
import { tokenOf } from "../access/authenticate.ts";
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
