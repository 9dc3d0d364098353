import { openAccess } from "../access/access.ts";
import { Refusal } from "./answer.ts";
import type { RateLimiter } from "./rate-limit.ts";
import type { Route } from "./route.ts";

/** `GET /rate_limit`, which costs nothing; 404 on a server without limits. */
export function createRateLimitRoute(limiter: RateLimiter): Route {
  return {
    method: "GET",
    path: "/rate_limit",
    documentation:
      "https://docs.github.com/rest/rate-limit/rate-limit#get-rate-limit-status-for-the-authenticated-user",
    access: openAccess,
    run: ({ principal, now, headers }) => {
      const core = limiter.state(principal, now);
      if (core === undefined) throw new Refusal(404, "Rate limiting is not enabled.");
      const other = (limit: number): typeof core => ({ ...core, limit, used: 0, remaining: limit });
      const resources = { core, search: other(30), graphql: other(5000) };
      // https://docs.github.com/rest/about-the-rest-api/breaking-changes
      const dropped = headers.get("x-github-api-version") === "2026-03-10";
      return { status: 200, body: dropped ? { resources } : { resources, rate: core } };
    },
  };
}
