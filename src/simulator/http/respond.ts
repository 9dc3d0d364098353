import { createHash } from "node:crypto";
import type { Access, Principal } from "../access/access.ts";
import { anonymous, authenticate } from "../access/authenticate.ts";
import type { Store } from "../store/store.ts";
import type { Switches } from "../switches.ts";
import { type Answer, ApiError, errorAnswer, notFound } from "./api-error.ts";
import { type Limiter, limitHeaders } from "./limits.ts";
import type { IncomingRequest } from "./request.ts";
import type { Match, Route } from "./routes.ts";
import { toResponse } from "./to-response.ts";

/** What the simulator consists of, for as long as it lives. */
export interface Service {
  readonly store: Store;
  readonly switches: Switches;
  /** For requests below `/api/v3`. */
  readonly enterpriseSwitches: Switches;
  readonly match: (method: string, path: string) => Match | undefined;
  readonly limiter: Limiter;
}

/** The page that errors refer to outside of any route. */
export const documentation = "https://docs.github.com/rest";

const versions: readonly string[] = ["2022-11-28", "2026-03-10"];

/** Which version the answer is in; 400 for one that never existed, 410 for a retired one. */
function selectVersion(headers: Headers, { apiVersion2022 }: Switches): string {
  const asked = headers.get("x-github-api-version");
  const retired = apiVersion2022 === "retired";
  if (asked === null) return retired ? "2026-03-10" : "2022-11-28";
  const documentationUrl = `${documentation}/about-the-rest-api/api-versions`;
  if (!versions.includes(asked))
    throw new ApiError(400, `"${asked}" is not a supported API version.`, { documentationUrl });
  if (retired && asked === "2022-11-28")
    throw new ApiError(410, "This API version has been retired.", { documentationUrl });
  return asked;
}

function versionHeaders(version: string, { apiVersion2022 }: Switches): Record<string, string> {
  const selected = { "X-GitHub-Api-Version-Selected": version };
  if (version !== "2022-11-28" || apiVersion2022 !== "deprecated") return selected;
  return {
    ...selected,
    Deprecation: "Tue, 10 Mar 2026 00:00:00 GMT",
    Sunset: "Fri, 10 Mar 2028 00:00:00 GMT",
  };
}

/** `2026-12-01 00:00:00 UTC` */
function expiryHeader({ expires_at: at }: Principal): Record<string, string> {
  if (at === undefined) return {};
  const text = new Date(at)
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z$/, " UTC");
  return { "GitHub-Authentication-Token-Expiration": text };
}

/** What the token may do and what the route needs, in the words for its kind. */
function accessHeaders(principal: Principal, access: Access | undefined): Record<string, string> {
  const { kind, scopes, oauthApp = "" } = principal;
  if (kind === "classic" || kind === "oauth") {
    const headers = {
      "X-OAuth-Scopes": scopes.join(", "),
      "X-Accepted-OAuth-Scopes": (access?.scopes ?? []).join(", "),
    };
    if (kind === "classic") return headers;
    // The id of the app that the token was made for; older tokens can be recognized by it.
    const id = createHash("sha256").update(oauthApp).digest("hex").slice(0, 20);
    return { ...headers, "X-OAuth-Client-Id": id };
  }
  const accepted = kind === "unrestricted" ? [] : (access?.permissions ?? []);
  return accepted.length === 0 ? {} : { "X-Accepted-GitHub-Permissions": accepted.join("; ") };
}

// https://docs.github.com/rest/using-the-rest-api/getting-started-with-the-rest-api#user-agent-required
const userAgentRequired =
  "Request forbidden by administrative rules. Please make sure your request has a User-Agent header (https://docs.github.com/en/rest/overview/resources-in-the-rest-api#user-agent-required).\n";

/** Answers one request: version, credential, limits, then the operation itself. */
export function respond(service: Service, incoming: IncomingRequest): Response {
  const { store, limiter } = service;
  const { headers, now, method, path } = incoming;
  const switches = incoming.enterprise ? service.enterpriseSwitches : service.switches;
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
    const version = selectVersion(headers, switches);
    Object.assign(extra, versionHeaders(version, switches));
    principal = authenticate(store, headers, now);
    const found = service.match(method, path);
    route = found?.route;
    if (path !== "/rate_limit") limiter.check(principal, method, now);
    if (found === undefined) throw notFound();
    const { access, run } = found.route;
    answer = run({ ...incoming, store, switches, principal, access }, found.values);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    answer = errorAnswer(error, route?.documentation ?? documentation, switches);
  }
  if (principal !== undefined)
    Object.assign(extra, accessHeaders(principal, route?.access), expiryHeader(principal));
  const response = toResponse(answer, incoming, switches, extra);
  // Neither the question what is left nor an answer that nothing changed costs anything.
  if (principal !== undefined && response.status !== 304 && path !== "/rate_limit")
    limiter.charge(principal, now);
  // A bad credential counts as no credential.
  const limits = limitHeaders(limiter.state(principal ?? anonymous, now));
  for (const [name, value] of Object.entries(limits)) response.headers.set(name, value);
  return response;
}
