import { createHash } from "node:crypto";
import { openAccess, type Principal, type RouteAccess } from "../access/access.ts";
import { anonymous, authenticate } from "../access/authenticate.ts";
import { timestamp } from "../fields.ts";
import type { Store } from "../store/store.ts";
import type { Switches } from "../switches.ts";
import { type Answer, ApiError, errorAnswer, notFound } from "./api-error.ts";
import { type Limiter, limitHeaders } from "./limits.ts";
import { type IncomingRequest, isReading } from "./request.ts";
import type { createMatcher, Route } from "./routes.ts";

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

/** What the simulator consists of, for as long as it lives. */
export interface Service {
  readonly store: Store;
  /** For requests below `/api/v3`. */
  readonly enterpriseSwitches: Switches;
  readonly match: ReturnType<typeof createMatcher>;
  readonly limiter: Limiter;
}

/** The page that errors refer to outside of any route. */
export const documentation = "https://docs.github.com/rest";

/** The version that the answer is in; 400 for one that never existed, 410 for a retired one. */
function versionHeaders(headers: Headers, { apiVersion2022 }: Switches): Record<string, string> {
  const fallback = apiVersion2022 === "retired" ? "2026-03-10" : "2022-11-28";
  const version = headers.get("x-github-api-version") ?? fallback;
  const selected = { "X-GitHub-Api-Version-Selected": version };
  if (version === "2026-03-10") return selected;
  const documentationUrl = `${documentation}/about-the-rest-api/api-versions`;
  if (version !== "2022-11-28")
    throw new ApiError(400, `"${version}" is not a supported API version.`, { documentationUrl });
  if (apiVersion2022 === "retired")
    throw new ApiError(410, "This API version has been retired.", { documentationUrl });
  if (apiVersion2022 === "supported") return selected;
  const [deprecated, sunset] = ["Tue, 10 Mar 2026 00:00:00 GMT", "Fri, 10 Mar 2028 00:00:00 GMT"];
  return { ...selected, Deprecation: deprecated, Sunset: sunset };
}

/** What the token may do and what the route needs, in the words for its kind, and when it expires. */
function credentialHeaders(principal: Principal, { scopes, permissions }: RouteAccess) {
  const { kind, oauthApp = "", expires_at: expiresAt } = principal;
  const headers: Record<string, string> = {};
  if (kind === "classic" || kind === "oauth") {
    headers["X-OAuth-Scopes"] = principal.scopes.join(", ");
    headers["X-Accepted-OAuth-Scopes"] = scopes.join(", ");
  } else if (kind !== "unrestricted" && permissions.length > 0)
    headers["X-Accepted-GitHub-Permissions"] = permissions.join("; ");
  // The id of the app that the token was made for; older tokens can be recognized by it.
  if (kind === "oauth")
    headers["X-OAuth-Client-Id"] = createHash("sha256").update(oauthApp).digest("hex").slice(0, 20);
  if (expiresAt !== undefined) {
    // `2026-12-01 00:00:00 UTC`
    const written = timestamp(Date.parse(expiresAt)).replace("T", " ").replace("Z", " UTC");
    headers["GitHub-Authentication-Token-Expiration"] = written;
  }
  return headers;
}

// https://docs.github.com/rest/using-the-rest-api/getting-started-with-the-rest-api#user-agent-required
const userAgentRequired =
  "Request forbidden by administrative rules. Please make sure your request has a User-Agent header (https://docs.github.com/en/rest/overview/resources-in-the-rest-api#user-agent-required).\n";

/** Answers one request: version, credential, limits, then the operation itself. */
export function respond(service: Service, incoming: IncomingRequest): Response {
  const { store, limiter } = service;
  const { headers, now, method, path } = incoming;
  const switches = incoming.enterprise ? service.enterpriseSwitches : store.switches;
  const extra: Record<string, string> = {
    Date: new Date(now).toUTCString(),
    "X-GitHub-Request-Id": incoming.requestId,
  };
  if (incoming.enterprise) extra["X-GitHub-Enterprise-Version"] = "3.19.0";
  if ((headers.get("user-agent") ?? "").trim() === "") {
    const html = { ...extra, "Content-Type": "text/html" };
    return new Response(userAgentRequired, { status: 403, headers: html });
  }
  let principal: Principal | undefined;
  let route: Route | undefined;
  let answer: Answer;
  try {
    Object.assign(extra, versionHeaders(headers, switches));
    principal = authenticate(store, headers, now);
    const found = service.match(method, path);
    route = found?.route;
    if (path !== "/rate_limit") limiter.check(principal, method, now);
    if (found === undefined) throw notFound();
    const { access, run } = found.route;
    answer = run({ ...incoming, store, switches, principal, access, limiter }, found.values);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    answer = errorAnswer(error, route?.documentation ?? documentation, switches);
  }
  if (principal !== undefined)
    Object.assign(extra, credentialHeaders(principal, route?.access ?? openAccess));
  const response = toResponse(answer, incoming, switches, extra);
  // Neither the question what is left nor an answer that nothing changed costs anything.
  if (principal !== undefined && response.status !== 304 && path !== "/rate_limit")
    limiter.charge(principal, now);
  // A bad credential counts as no credential.
  const limits = limitHeaders(limiter.state(principal ?? anonymous, now));
  for (const [name, value] of Object.entries(limits)) response.headers.set(name, value);
  return response;
}
