import { createHash, verify } from "node:crypto";
import { Refusal } from "../http/api-error.ts";
import type { AppRecord, World } from "../store/store.ts";
import type { Principal } from "./access.ts";

const unreadable = (): Refusal => new Refusal(401, "A JSON web token could not be decoded");

function part(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // Not JSON: the same answer as JSON that is no object.
  }
  throw unreadable();
}

/** The claims' rules: issued in the past, and good for ten minutes at most. */
function checkTimes(claims: Readonly<Record<string, unknown>>, now: number): void {
  const { iat, exp } = claims;
  const seconds = now / 1000;
  if (typeof exp !== "number" || exp <= seconds) {
    throw new Refusal(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  }
  // Whether GitHub has patience with clocks that differ is not documented; here it has none.
  if (exp > seconds + 600)
    throw new Refusal(401, "'Expiration time' claim ('exp') is too far in the future");
  if (typeof iat !== "number" || iat > seconds) {
    throw new Refusal(
      401,
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  }
}

/** Reads the JWT of a GitHub App, and checks its signature where the seed gives the public key. */
export function authenticateApp(world: World, token: string, now: number): AppRecord {
  const [header = "", payload = "", signature = ""] = token.split(".");
  const { alg } = part(header);
  if (alg !== "RS256") throw unreadable();
  const claims = part(payload);
  const { iss } = claims;
  const app = world.apps.get(String(iss));
  if (app === undefined) throw new Refusal(404, "Integration not found");
  const signed = Buffer.from(`${header}.${payload}`);
  if (app.publicKey !== undefined) {
    const bytes = Buffer.from(signature, "base64url");
    if (!verify("RSA-SHA256", signed, app.publicKey, bytes)) throw unreadable();
  }
  checkTimes(claims, now);
  return app;
}

const nothing = {
  scopes: [],
  permissions: {},
  only: undefined,
  sso: new Set<string>(),
  oauthApp: undefined,
  app: undefined,
  installation: undefined,
  repositories: undefined,
} as const;

/** Whoever comes without a credential. */
export const nobody: Principal = {
  ...nothing,
  kind: "nobody",
  login: "",
  bucket: "nobody",
  credential: "",
};

/** What comes before a `token`: GitHub takes both words, and Basic with the token as password. */
export function tokenOf(authorization: string): string {
  const [scheme = "", value = ""] = authorization.trim().split(/\s+/, 2);
  if (/^(?:token|bearer)$/i.test(scheme)) return value;
  if (!/^basic$/i.test(scheme)) return "";
  const pair = Buffer.from(value, "base64").toString("utf8");
  return pair.slice(pair.indexOf(":") + 1) || pair.split(":", 1).join("");
}

/** Installation tokens hold a JWT as well, behind their prefix. */
const looksLikeJwt = (token: string): boolean => /^(?!gh[a-z]_)[\w-]+\.[\w-]+\.[\w-]*$/.test(token);

function firstUser(world: World): string {
  for (const account of world.accounts.values()) if (account.kind === "User") return account.login;
  return "octocat";
}

function ofToken(world: World, token: string, credential: string, now: number): Principal {
  const issued = world.installationTokens.get(token);
  if (issued !== undefined && issued.expiresAt > now) {
    const { installation, permissions, repositories } = issued;
    if (installation.suspended) throw new Refusal(403, "This installation has been suspended");
    const bucket = `installation ${installation.id}`;
    const login = `${installation.app.slug}[bot]`;
    const kind = "installation";
    return { ...nothing, kind, login, bucket, credential, permissions, installation, repositories };
  }
  const known = world.tokens?.get(token);
  if (known !== undefined) {
    const { kind, login, scopes, permissions, only, sso, app } = known;
    const bucket = kind === "actions" || kind === "installation" ? credential : `user ${login}`;
    return {
      ...nothing,
      kind,
      login,
      bucket,
      credential,
      scopes,
      permissions,
      only,
      sso,
      oauthApp: app,
    };
  }
  if (issued !== undefined || world.tokens !== undefined || token === "")
    throw new Refusal(401, "Bad credentials", { documentationUrl: "https://docs.github.com/rest" });
  const login = firstUser(world);
  return { ...nothing, kind: "anyone", login, bucket: `user ${login}`, credential };
}

/** Finds out whose request it is; 401 for a credential that is none. */
export function authenticate(world: World, headers: Headers, now: number): Principal {
  const authorization = headers.get("authorization");
  if (authorization === null) return nobody;
  const token = tokenOf(authorization);
  const credential = createHash("sha256").update(token).digest("hex");
  if (looksLikeJwt(token) && !world.tokens?.has(token)) {
    const app = authenticateApp(world, token, now);
    const login = app.slug;
    return { ...nothing, kind: "app", login, bucket: `app ${app.id}`, credential, app };
  }
  return ofToken(world, token, credential, now);
}
