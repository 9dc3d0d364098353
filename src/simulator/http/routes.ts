import type { RouteAccess } from "../access/access.ts";
import type { Answer } from "./api-error.ts";
import type { ApiRequest } from "./request.ts";

export interface Route {
  readonly method: string;
  /** `{…}` stands for one segment. */
  readonly path: string;
  /** The page that errors refer to. */
  readonly documentation: string;
  /** What it needs, as the headers of every answer say. `run` checks it. */
  readonly access: RouteAccess;
  /** `values` are the segments at `{…}`, decoded, in order. */
  readonly run: (request: ApiRequest, values: readonly string[]) => Answer;
}

/** @param page - below https://docs.github.com/rest */
export const route = (
  method: string,
  path: string,
  page: string,
  access: RouteAccess,
  run: Route["run"],
): Route => ({ method, path, documentation: `https://docs.github.com/rest/${page}`, access, run });

/**
 * Paths by number, to which `Link` and redirects lead, and the same by name: `#7` stands in place of
 * the name of an account, and `#7` and "" in place of a repository's owner and name.
 */
const numbered = [
  [/^\/organizations\/([^/]*)/, "/orgs/#$1"],
  [/^\/user\/(?!repos$)([^/]*)/, "/users/#$1"],
  [/^\/repositories\/([^/]*)/, "/repos/#$1/"],
] as const;

interface Match {
  readonly route: Route;
  readonly values: readonly string[];
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Finds the first route that matches, by name or by number. HEAD is answered as GET. */
export function createMatcher(
  routes: readonly Route[],
): (method: string, path: string) => Match | undefined {
  const patterns = routes.map((entry) => ({
    route: entry,
    pattern: new RegExp(`^${entry.path.replace(/\{\w+\}/g, "([^/]*)")}$`),
  }));
  return (method, path) => {
    const wanted = method === "HEAD" ? "GET" : method;
    const named = numbered.reduce((text, [number, name]) => text.replace(number, name), path);
    for (const { route: candidate, pattern } of patterns) {
      const values = candidate.method === wanted ? pattern.exec(named)?.slice(1) : undefined;
      if (values !== undefined) return { route: candidate, values: values.map(decode) };
    }
    return undefined;
  };
}
