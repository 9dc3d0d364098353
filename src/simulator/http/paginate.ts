import type { Answer } from "./api-error.ts";
import type { ApiRequest } from "./request.ts";

/** GitHub takes anything that is not a positive number for the default, and no more than 100. */
function positive(value: string | null, fallback: number, most: number): number {
  const number = value !== null && /^\d+$/.test(value) ? Number(value) : fallback;
  return number < 1 ? fallback : Math.min(number, most);
}

export const requestedPageSize = (query: URLSearchParams): number =>
  positive(query.get("per_page"), 30, 100);

/** What the URLs in `Link` start with. Behind a proxy a server can name another origin. */
function linkBase({ base, switches }: ApiRequest): string {
  if (switches.linkOrigin === "asked") return base;
  return `https://github.internal.example${new URL(base).pathname.replace(/\/$/, "")}`;
}

/**
 * The header `Link` with the URLs of other pages: those of the request with one parameter replaced,
 * in its place.
 *
 * @param values - of that parameter; undefined = there is no such page
 */
export function linkHeader(
  request: ApiRequest,
  path: string,
  parameter: string,
  values: readonly (readonly [rel: string, value: string | number | undefined])[],
): Answer["headers"] {
  const links: string[] = [];
  for (const [rel, value] of values) {
    if (value === undefined) continue;
    const query = new URLSearchParams(request.query);
    query.set(parameter, String(value));
    links.push(`<${linkBase(request)}${path}?${query}>; rel="${rel}"`);
  }
  return links.length === 0 ? undefined : { Link: links.join(", ") };
}

/** Cuts one page out of a list. `Link` leads to the other pages by the numeric path, as GitHub's does. */
export function paginate<T>(
  request: ApiRequest,
  items: readonly T[],
  numericPath: string,
  render: (item: T) => unknown,
): Answer {
  const { query } = request;
  const perPage = requestedPageSize(query);
  const page = positive(query.get("page"), 1, Number.MAX_SAFE_INTEGER);
  const last = Math.max(1, Math.ceil(items.length / perPage));
  const named = { right: last, missing: undefined, short: page + 1, far: last + 5_000 };
  return {
    body: items.slice((page - 1) * perPage, page * perPage).map(render),
    headers: linkHeader(request, numericPath, "page", [
      ["prev", page > 1 ? Math.min(page - 1, last) : undefined],
      ["next", page < last ? page + 1 : undefined],
      ["last", page < last ? named[request.switches.linkLast] : undefined],
      ["first", page > 1 ? 1 : undefined],
    ]),
  };
}
