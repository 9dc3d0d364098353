import type { Answer } from "./api-error.ts";
import type { ApiRequest } from "./request.ts";

/** GitHub takes anything that is not a positive number for the default, and no more than 100. */
function positive(value: string | null, fallback: number, most: number): number {
  const number = value !== null && /^\d+$/.test(value) ? Number(value) : fallback;
  return number < 1 ? fallback : Math.min(number, most);
}

export const pageSize = (query: URLSearchParams): number =>
  positive(query.get("per_page"), 30, 100);

/** The query of the request with one parameter replaced, in its place. */
export function withQuery(query: URLSearchParams, name: string, value: string): string {
  const next = new URLSearchParams(query);
  next.set(name, value);
  return next.toString();
}

/** What the URLs in `Link` start with. Behind a proxy a server can name another origin. */
export function linkBase({ base, switches }: ApiRequest): string {
  if (switches.linkOrigin === "asked") return base;
  return `https://github.internal.example${new URL(base).pathname.replace(/\/$/, "")}`;
}

export const linkHeader = (links: readonly string[]): Answer["headers"] =>
  links.length === 0 ? undefined : { Link: links.join(", ") };

/** Cuts one page out of a list. `Link` leads to the other pages by the numeric path, as GitHub's does. */
export function paginate<T>(
  request: ApiRequest,
  items: readonly T[],
  numericPath: string,
  render: (item: T) => unknown,
  wrap: (page: unknown[]) => unknown = (page) => page,
): Answer {
  const { query } = request;
  const base = linkBase(request);
  const perPage = pageSize(query);
  const page = positive(query.get("page"), 1, Number.MAX_SAFE_INTEGER);
  const last = Math.max(1, Math.ceil(items.length / perPage));
  const links: string[] = [];
  const link = (to: number, rel: string): void => {
    links.push(`<${base}${numericPath}?${withQuery(query, "page", String(to))}>; rel="${rel}"`);
  };
  if (page > 1) link(Math.min(page - 1, last), "prev");
  if (page < last) {
    link(page + 1, "next");
    link(last, "last");
  }
  if (page > 1) link(1, "first");
  return {
    status: 200,
    body: wrap(items.slice((page - 1) * perPage, page * perPage).map(render)),
    headers: linkHeader(links),
  };
}
