import type { Access } from "../access/access.ts";
import type { Answer } from "./api-error.ts";
import type { Exchange } from "./request.ts";

/** One operation of the API. */
export interface Route {
  readonly method: string;
  /** `{…}` stands for one segment. */
  readonly path: string;
  /** What errors refer to. */
  readonly documentation: string;
  /** What it asks, as told in the headers of every answer. The handler is who checks it. */
  readonly access: Access;
  /** `values` are the segments at `{…}`, decoded, in order. */
  readonly run: (exchange: Exchange, values: readonly string[]) => Answer;
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

/** Prepares the routes: only those of the same method and length are ever looked at. */
export function createMatcher(
  routes: readonly Route[],
): (method: string, path: string) => Match | undefined {
  const patterns = new Map<string, Pattern[]>();
  for (const route of routes) {
    const segments = route.path
      .split("/")
      .map((segment) => (segment.startsWith("{") ? undefined : segment));
    const key = `${route.method} ${segments.length}`;
    patterns.set(key, [...(patterns.get(key) ?? []), { route, segments }]);
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
