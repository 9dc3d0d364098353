import { createHash } from "node:crypto";
import type { Switches } from "../switches.ts";
import type { Answer } from "./api-error.ts";
import { type IncomingRequest, isReading } from "./request.ts";

/** What GitHub sends with every answer. */
const commonHeaders: Readonly<Record<string, string>> = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers":
    "ETag, Link, Location, Retry-After, X-GitHub-OTP, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Used, X-RateLimit-Resource, X-RateLimit-Reset, X-OAuth-Scopes, X-Accepted-OAuth-Scopes, X-Poll-Interval, X-GitHub-Media-Type, X-GitHub-SSO, X-GitHub-Request-Id, Deprecation, Sunset",
  "Content-Security-Policy": "default-src 'none'",
  "Referrer-Policy": "origin-when-cross-origin, strict-origin-when-cross-origin",
  Server: "GitHub.com",
  "Strict-Transport-Security": "max-age=31536000; includeSubdomains; preload",
  Vary: "Accept, Authorization, Cookie, X-GitHub-OTP, Accept-Encoding, X-Requested-With",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "deny",
  "X-GitHub-Media-Type": "github.v3; format=json",
  "X-XSS-Protection": "0",
};

/**
 * The ETag of a body: a SHA-256 over those headers of the request that `Vary` names and that change
 * the answer, each followed by a colon, and the body. So the cache of one token is of no use to
 * another.
 */
function tagOf({ headers }: IncomingRequest, text: string): string {
  const hash = createHash("sha256");
  for (const name of ["accept", "authorization", "cookie"]) {
    const value = headers.get(name);
    if (value !== null) hash.update(`${value}:`);
  }
  return `"${hash.update(text).digest("hex")}"`;
}

/** Weak comparison of a list of tags, as RFC 9110 has it for If-None-Match. */
function isKnown(tag: string, asked: string | null): boolean {
  if (asked === null) return false;
  const plain = (text: string): string => text.trim().replace(/^W\//, "");
  return asked.trim() === "*" || asked.split(",").some((other) => plain(other) === plain(tag));
}

function isUnchanged(
  { headers }: IncomingRequest,
  switches: Switches,
  tag: string,
  modified: string | undefined,
): boolean {
  const noCache = /no-cache/i.test(headers.get("cache-control") ?? "");
  if (noCache && switches.noCacheRequests === "200") return false;
  const tags = headers.get("if-none-match");
  if (tags !== null) return isKnown(tag, tags);
  const since = headers.get("if-modified-since");
  return since !== null && modified !== undefined && Date.parse(modified) <= Date.parse(since);
}

/** Makes the Response of an answer, with its ETag; 304 if nothing changed. */
export function toResponse(
  { status = 200, body, headers: own }: Answer,
  incoming: IncomingRequest,
  switches: Switches,
  extra: Readonly<Record<string, string>>,
): Response {
  const headers = new Headers({ ...commonHeaders, ...extra, ...own });
  if (body === undefined) return new Response(null, { status, headers });
  const text = JSON.stringify(body);
  headers.set("Content-Type", "application/json; charset=utf-8");
  if (status < 300) {
    headers.set("Cache-Control", "private, max-age=60, s-maxage=60");
    // Strong on 201, weak on what was read (recorded in hub4j/github-api AppTest tryHook).
    const tag = `${status === 201 ? "" : "W/"}${tagOf(incoming, text)}`;
    headers.set("ETag", tag);
    if (isReading(incoming) && isUnchanged(incoming, switches, tag, own?.["Last-Modified"])) {
      headers.delete("Content-Type");
      return new Response(null, { status: 304, headers });
    }
  }
  return new Response(incoming.method === "HEAD" ? null : text, { status, headers });
}
