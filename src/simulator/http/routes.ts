import type { Access } from "../access/access.ts";
import type { Answer } from "./api-error.ts";
import type { ApiRequest } from "./request.ts";

/** One operation of the API. */
export interface Route {
  readonly method: string;
  /** `{…}` stands for one segment. */
  readonly path: string;
  /** The page that errors refer to. */
  readonly documentation: string;
  /** What it needs, as the headers of every answer say. `run` checks it. */
  readonly access: Access;
  /** `values` are the segments at `{…}`, decoded, in order. */
  readonly run: (request: ApiRequest, values: readonly string[]) => Answer;
}

/** @param page - below https://docs.github.com/rest */
export const route = (
  method: string,
  path: string,
  page: string,
  access: Access,
  run: Route["run"],
): Route => ({ method, path, documentation: `https://docs.github.com/rest/${page}`, access, run });

const numbered = [
  ["/orgs/{org}", "/organizations/{id}", []],
  ["/users/{username}", "/user/{id}", []],
  ["/repos/{owner}/{repo}", "/repositories/{id}", [""]],
] as const;

/**
 * A route by name, and the same by number, to which `Link` and redirects lead. Its `run` gets `#7`
 * in place of the name of an account, and `#7` and "" in place of a repository's owner and name.
 */
export function alsoByNumber(named: Route): readonly Route[] {
  const { path, run } = named;
  const others = numbered.flatMap(([prefix, numeric, rest]) =>
    path.startsWith(prefix)
      ? {
          ...named,
          path: path.replace(prefix, numeric),
          run: ((request, [id = "", ...values]) =>
            run(request, [`#${id}`, ...rest, ...values])) satisfies Route["run"],
        }
      : [],
  );
  return [named, ...others];
}

export interface Match {
  readonly route: Route;
  readonly values: readonly string[];
}

interface Pattern {
  readonly route: Route;
  /** undefined = any segment. */
  readonly segments: readonly (string | undefined)[];
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function matchSegments(
  { segments }: Pattern,
  parts: readonly string[],
): readonly string[] | undefined {
  const values: string[] = [];
  for (const [index, part] of parts.entries()) {
    const segment = segments[index];
    if (segment === undefined) values.push(decode(part));
    else if (segment !== part) return undefined;
  }
  return values;
}

/** Prepares the routes: a request is compared only with those of its method and length. */
export function createMatcher(
  routes: readonly Route[],
): (method: string, path: string) => Match | undefined {
  const patterns = new Map<string, Pattern[]>();
  for (const entry of routes) {
    const segments = entry.path
      .split("/")
      .map((segment) => (segment.startsWith("{") ? undefined : segment));
    const key = `${entry.method} ${segments.length}`;
    patterns.set(key, [...(patterns.get(key) ?? []), { route: entry, segments }]);
  }
  return (method, path) => {
    const parts = path.split("/");
    const wanted = method === "HEAD" ? "GET" : method;
    for (const pattern of patterns.get(`${wanted} ${parts.length}`) ?? []) {
      const values = matchSegments(pattern, parts);
      if (values !== undefined) return { route: pattern.route, values };
    }
    return undefined;
  };
}
