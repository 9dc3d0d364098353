import { createHash, verify } from "node:crypto";
import { ApiError, type JsonObject } from "../http/api-error.ts";
import type { AppRecord, Store } from "../store/store.ts";
import type { Principal } from "./access.ts";

/** A request without a credential. */
export const anonymous: Principal = {
  kind: "anonymous",
  login: "",
  bucket: "anonymous",
  scopes: [],
  permissions: {},
  sso: new Set<string>(),
};

/** GitHub accepts `token` and `Bearer`, and Basic with the token as the password. */
export function tokenOf(authorization: string): string {
  const [scheme = "", value = ""] = authorization.trim().split(/\s+/, 2);
  if (/^(?:token|bearer)$/i.test(scheme)) return value;
  if (!/^basic$/i.test(scheme)) return "";
  const pair = Buffer.from(value, "base64").toString("utf8");
  return pair.slice(pair.indexOf(":") + 1) || pair.split(":", 1).join("");
}

/** Installation tokens hold a JWT as well, after their prefix. */
const looksLikeJwt = (token: string): boolean => /^(?!gh[a-z]_)[\w-]+\.[\w-]+\.[\w-]*$/.test(token);

export const undecodable = (): ApiError =>
  new ApiError(401, "A JSON web token could not be decoded");

function decodePart(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    if (typeof value === "object" && value !== null) return value as JsonObject;
  } catch {
    // The answer is the same as for JSON that is not an object.
  }
  throw undecodable();
}

/** A JWT has been issued in the past and is valid for ten minutes at most. */
function checkTimes({ iat, exp }: JsonObject, now: number): void {
  const seconds = now / 1000;
  const expiration = "'Expiration time' claim ('exp')";
  const future = "a numeric value representing the future time at which the assertion expires";
  const issued = "an Integer representing the time that the assertion was issued";
  if (typeof exp !== "number" || exp <= seconds)
    throw new ApiError(401, `${expiration} must be ${future}`);
  // GitHub does not document a tolerance for clock drift; here there is none.
  if (exp > seconds + 600) throw new ApiError(401, `${expiration} is too far in the future`);
  if (typeof iat !== "number" || iat > seconds)
    throw new ApiError(401, `'Issued at' claim ('iat') must be ${issued}`);
}

/** Reads the JWT of a GitHub App, and checks its signature if the seed has the public key. */
function authenticateApp(store: Store, token: string, now: number): AppRecord {
  const [header = "", payload = "", signature = ""] = token.split(".");
  if (decodePart(header)["alg"] !== "RS256") throw undecodable();
  const claims = decodePart(payload);
  const app = store.apps.get(String(claims["iss"]));
  if (app === undefined) throw new ApiError(404, "Integration not found");
  const signed = Buffer.from(`${header}.${payload}`);
  const bytes = Buffer.from(signature, "base64url");
  if (app.publicKey !== undefined && !verify("RSA-SHA256", signed, app.publicKey, bytes))
    throw undecodable();
  checkTimes(claims, now);
  return app;
}

function firstUser(store: Store): string {
  for (const account of store.accounts.values()) if (account.kind === "User") return account.login;
  return "octocat";
}

function ofToken(store: Store, token: string, now: number): Principal {
  const issued = store.installationTokens.get(token);
  if (issued !== undefined && issued.expiresAt > now) {
    const { installation, permissions, repositories } = issued;
    if (installation.suspended) throw new ApiError(403, "This installation has been suspended");
    const bucket = `installation ${installation.id}`;
    const login = `${installation.app.slug}[bot]`;
    const rights = { permissions, installation, repositories };
    return { ...anonymous, kind: "installation", login, bucket, ...rights };
  }
  const known = store.tokens?.get(token);
  if (known !== undefined) {
    const perToken = known.kind === "actions" || known.kind === "installation";
    const hash = (): string => createHash("sha256").update(token).digest("hex");
    return { ...anonymous, ...known, bucket: perToken ? hash() : `user ${known.login}` };
  }
  if (issued !== undefined || store.tokens !== undefined || token === "")
    throw new ApiError(401, "Bad credentials", {
      documentationUrl: "https://docs.github.com/rest",
    });
  const login = firstUser(store);
  return { ...anonymous, kind: "unrestricted", login, bucket: `user ${login}` };
}

/** Finds out who sent a request; 401 for an invalid credential. */
export function authenticate(store: Store, headers: Headers, now: number): Principal {
  const authorization = headers.get("authorization");
  if (authorization === null) return anonymous;
  const token = tokenOf(authorization);
  if (looksLikeJwt(token) && !store.tokens?.has(token)) {
    const app = authenticateApp(store, token, now);
    return { ...anonymous, kind: "app", login: app.slug, bucket: `app ${app.id}`, app };
  }
  return ofToken(store, token, now);
}
