import { verify } from "node:crypto";
import { Refusal } from "../http/answer.ts";
import type { AppRecord, World } from "../world/world.ts";

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
