import { createHash } from "node:crypto";
import type { Access, Principal } from "../access/access.ts";
import { authenticate, nobody } from "../access/authenticate.ts";
import type { World } from "../store/store.ts";
import type { Switches } from "../switches.ts";
import { type Answer, notFound, Refusal, refusalAnswer } from "./api-error.ts";
import type { RateLimiter, SecondaryLimiter } from "./limits.ts";
import type { Exchange } from "./request.ts";
import type { Match } from "./routes.ts";
import { toResponse } from "./to-response.ts";

const versions: readonly string[] = ["2022-11-28", "2026-03-10"];
const documentationUrl = "https://docs.github.com/rest/about-the-rest-api/api-versions";

/** Which version the answer is in; 400 for one that never was, 410 for one that is no more. */
export function checkVersion(headers: Headers, { apiVersion2022 }: Switches): string {
  const asked = headers.get("x-github-api-version");
  const retired = apiVersion2022 === "retired";
  if (asked === null) return retired ? "2026-03-10" : "2022-11-28";
  if (!versions.includes(asked))
    throw new Refusal(400, `"${asked}" is not a supported API version.`, { documentationUrl });
  if (retired && asked === "2022-11-28")
    throw new Refusal(410, "This API version has been retired.", { documentationUrl });
  return asked;
}

/** What the answers of a version that is about to be retired carry. */
export function versionHeaders(
  version: string,
  { apiVersion2022 }: Switches,
): Readonly<Record<string, string>> {
  if (version !== "2022-11-28" || apiVersion2022 !== "deprecated") return {};
  return {
    Deprecation: "Tue, 10 Mar 2026 00:00:00 GMT",
    Sunset: "Fri, 10 Mar 2028 00:00:00 GMT",
  };
}

/** What the simulator is made of, for as long as it lives. */
export interface Service {
  readonly world: World;
  readonly switches: Switches;
  /** For requests below `/api/v3`. */
  readonly enterpriseSwitches: Switches;
  readonly match: (method: string, path: string) => Match | undefined;
  readonly rateLimiter: RateLimiter;
  readonly secondaryLimiter: SecondaryLimiter;
}

/** One request, taken apart. */
export type Incoming = Omit<Exchange, "world" | "switches" | "principal"> & {
  readonly requestId: string;
  readonly enterprise: boolean;
};

const documentation = "https://docs.github.com/rest";

/** Answers that cost nothing: asking what is left, and being told that nothing changed. */
const isFree = (incoming: Incoming, status: number): boolean =>
  status === 304 || incoming.path === "/rate_limit";

function accessHeaders(principal: Principal, access: Access | undefined): Record<string, string> {
  const headers: Record<string, string> = {};
  if (principal.kind === "classic" || principal.kind === "oauth") {
    headers["X-OAuth-Scopes"] = principal.scopes.join(", ");
    headers["X-Accepted-OAuth-Scopes"] = (access?.scopes ?? []).join(", ");
    // The id of the app that the token was made for, by which older tokens give it away.
    if (principal.kind === "oauth")
      headers["X-OAuth-Client-Id"] = createHash("sha256")
        .update(principal.oauthApp ?? "")
        .digest("hex")
        .slice(0, 20);
  } else if (principal.kind !== "anyone" && access?.permission !== undefined) {
    // Any of them will do.
    headers["X-Accepted-GitHub-Permissions"] = [access.permission, access.alternative]
      .filter((permission) => permission !== undefined)
      .map((permission) => permission.join("="))
      .join("; ");
  }
  return headers;
}

function limitHeaders(
  { rateLimiter }: Service,
  principal: Principal,
  now: number,
): Record<string, string> {
  const state = rateLimiter.state(principal, now);
  if (state === undefined) return {};
  return {
    "X-RateLimit-Limit": String(state.limit),
    "X-RateLimit-Remaining": String(state.remaining),
    "X-RateLimit-Reset": String(state.reset),
    "X-RateLimit-Used": String(state.used),
    "X-RateLimit-Resource": "core",
  };
}

/** Runs a step that may refuse. */
function attempt(run: () => Answer, documentationUrl: string, switches: Switches): Answer {
  try {
    return run();
  } catch (error) {
    if (error instanceof Refusal) return refusalAnswer(error, documentationUrl, switches);
    throw error;
  }
}

function answerTo(
  service: Service,
  incoming: Incoming,
  principal: Principal,
  found: Match | undefined,
  switches: Switches,
): Answer {
  const { world, rateLimiter, secondaryLimiter } = service;
  const { now, method } = incoming;
  // Without a limit for the hour a server has none for the minute either.
  if (incoming.path !== "/rate_limit" && world.rateLimit !== undefined) {
    rateLimiter.check(principal, now);
    secondaryLimiter.check(principal.bucket, method, now);
  }
  if (found === undefined) throw notFound();
  const exchange: Exchange = { ...incoming, world, switches, principal };
  return found.route.run(exchange, found.values);
}

/** Answers one request: version, credential, limits, then the operation itself. */
export function respond(service: Service, incoming: Incoming): Response {
  const { world, rateLimiter } = service;
  const { headers, now, method, path } = incoming;
  const switches = incoming.enterprise ? service.enterpriseSwitches : service.switches;
  const extra: Record<string, string> = {
    Date: new Date(now).toUTCString(),
    "X-GitHub-Request-Id": incoming.requestId,
  };
  if (incoming.enterprise) extra["X-GitHub-Enterprise-Version"] = "3.19.0";
  const asked = { method, headers, switches };
  // https://docs.github.com/rest/using-the-rest-api/getting-started-with-the-rest-api#user-agent-required
  if ((headers.get("user-agent") ?? "").trim() === "") {
    const text =
      "Request forbidden by administrative rules. Please make sure your request has a User-Agent header (https://docs.github.com/en/rest/overview/resources-in-the-rest-api#user-agent-required).\n";
    return new Response(text, { status: 403, headers: { ...extra, "Content-Type": "text/html" } });
  }
  let principal: Principal | undefined;
  const early = attempt(
    () => {
      const version = checkVersion(headers, switches);
      extra["X-GitHub-Api-Version-Selected"] = version;
      Object.assign(extra, versionHeaders(version, switches));
      principal = authenticate(world, headers, now);
      return { status: 200 };
    },
    documentation,
    switches,
  );
  if (principal === undefined) {
    // Somebody unknown has the limit of everybody unknown.
    const limits = limitHeaders(service, nobody, now);
    return toResponse(early, asked, { ...extra, ...limits });
  }
  const somebody = principal;
  const found = service.match(method, path);
  const documentationUrl = found?.route.documentation ?? documentation;
  const answer = attempt(
    () => answerTo(service, incoming, somebody, found, switches),
    documentationUrl,
    switches,
  );
  Object.assign(extra, accessHeaders(somebody, found?.route.access));
  const response = toResponse(answer, asked, extra);
  if (!isFree(incoming, response.status)) rateLimiter.charge(somebody, now);
  for (const [name, value] of Object.entries(limitHeaders(service, somebody, now)))
    response.headers.set(name, value);
  return response;
}
