import { eachAtOnce } from "../../model/each-at-once.ts";
import { GitHubError } from "../../model/errors.ts";
import { pageSize } from "../../model/github-limits.ts";
import { parseUrl } from "../../model/hook-url.ts";
import { inContext, malformedAnswer, readJson, readList } from "../errors/malformed-answer.ts";
import { describeOperation, type Operation, pathOf } from "../operation.ts";
import { getKept, type HttpClient } from "./http-client.ts";

/** 100,000 items, more than any list of GitHub's has: a server that never stops is stopped. */
const manyPages = 1_000;

/** How often a list that changes while it is read is read before it counts as unreadable. */
const mostReadings = 4;

/** So many pages are asked side by side. Their answers are large, and a server may name pages that it has not. */
const pagesAtOnce = 10;

/** With fewer requests left of the hour, none is spent on a page that may not be there. */
const fewLeft = 100;

interface ListOptions {
  /** Where the list stands in an answer that is more than the list. */
  readonly itemsOf?: (answer: unknown) => unknown;
  /** What the query holds behind the size of a page. */
  readonly query?: `&${string}` | undefined;
  /** False for a list that is another one every time. */
  readonly cached?: boolean;
  /**
   * Whether the pages behind this one are of no use. Such a list is read once:
   * it is paged by a cursor, which nothing shifts.
   */
  readonly isEnough?: (page: readonly unknown[]) => boolean;
  /** What is kept of an item, with its id: a list of many thousands is held whole, and twice. */
  readonly keep?: (item: unknown) => unknown;
  /** Called with how many items there are by now, and with those of the page that has come. */
  readonly onItems?: ((soFar: number, page: readonly unknown[]) => void) | undefined;
}

interface ReadPage {
  readonly url: string;
  readonly items: readonly unknown[];
  readonly link: string;
  /** It was asked for before the page in front of it was there. */
  readonly isEarly?: true;
}

type GetPage = (url: string) => Promise<ReadPage>;

/**
 * Reads a list to its last page, or as far as it is wanted.
 *
 * An item that is deleted between two pages moves all behind it up, so that one of them is on neither
 * page and looks absent. A list of several pages is therefore read until a second look finds every item
 * again. Page after page, that suffices if the order is the same, too: what was deleted during the first
 * reading was seen in it, and is missing from the second. Side by side, which is tried first, a page may be
 * read before one that stands in front of it, so that a deletion can go unseen. Only what makes up for
 * it in the second look could then hide the same item again: that must find nothing new but at the end.
 *
 * @throws GitHubError `list-unstable` where each second look misses an item: not seeing is not absence
 */
export async function listPages(
  client: HttpClient,
  operation: Operation,
  options: ListOptions = {},
): Promise<readonly unknown[]> {
  const { itemsOf = (answer) => answer, keep = (item) => item, isEnough } = options;
  const cache = options.cached === false ? undefined : await client.cacheOf(operation);
  const get: GetPage = async (url) => {
    const { value: items, link } = await getKept(client, cache, {
      url,
      operation,
      parse: (answer) => readList(itemsOf(readJson(answer))).map(keep),
      // Nobody promises that an ETag covers the Link header: a last page that is full could be
      // called unchanged when there is another page behind it.
      mayKeep: (page) => page.value.length < pageSize || linkOf(page.link, "next") !== undefined,
    });
    return { url, items, link };
  };
  let most = 0;
  const onItems: ListOptions["onItems"] = (soFar, page) => {
    if (soFar > most) options.onItems?.(soFar, page);
    most = Math.max(most, soFar);
  };
  const read = (by: GetPage) => readPages(client, operation, by, { ...options, onItems });
  for (let reading = 1; reading <= mostReadings; reading += 1) {
    const isFirst = reading === 1 && isEnough === undefined;
    const pages = await read(isFirst ? sideBySide(get, client) : get);
    if (pages.length <= 1 || isEnough !== undefined) return pages.flatMap(({ items }) => items);
    // A change moved an item onto a page that was answered after the one that it was on.
    if (isFirst && new Set(idsOf(pages)).size < idsOf(pages).length) continue;
    const again = isFirst ? await lookAgain(client, pages, get) : await read(get);
    if (isFirst ? beginsWith(again, pages) : holdsAll(again, pages))
      return again.flatMap(({ items }) => items);
  }
  throw new GitHubError(
    "list-unstable",
    `cannot ${describeOperation(operation)}: the list changed each time that it was read`,
    { status: 200, help: "Run again when nothing else deletes from it." },
  );
}

/**
 * Begins to get the pages that a page names before they are asked for. What they hold counts only where
 * the link of the page before leads there, so that a wrong last page costs some requests and nothing else.
 */
function sideBySide(get: GetPage, client: HttpClient): GetPage {
  const begun = new Map<string, Promise<ReadPage>>();
  return async (url) => {
    const early = begun.get(url);
    const page =
      early === undefined ? await get(url) : { ...(await early), isEarly: true as const };
    begun.delete(url);
    for (const target of pagesBehind(page, client.apiUrl)) {
      const left = client.rateLimit(undefined)?.remaining ?? Number.POSITIVE_INFINITY;
      if (begun.has(target) || left < fewLeft) continue;
      const ahead = get(target);
      // The one who asks for it gets the error.
      ahead.catch(() => {});
      begun.set(target, ahead);
    }
    return page;
  };
}

/** Those that are next, as far as the links to the next and the last page differ by the number alone. */
function pagesBehind({ link, url }: ReadPage, apiUrl: string): readonly string[] {
  // Most lists have one page.
  if (link === "") return [];
  const pageNumber = /([?&]page=)(\d{1,4})(?=&|$)/;
  const [next = "", last = ""] = (["next", "last"] as const).map((relation) => {
    const target = linkOf(link, relation);
    return target && sameServer(target, url, apiUrl);
  });
  if (next.replace(pageNumber, "$1") !== last.replace(pageNumber, "$1")) return [];
  const [from, to] = [next, last].map((target) => Number(pageNumber.exec(target)?.[2] ?? 0));
  const length = Math.min(pagesAtOnce, 1 + (to ?? 0) - (from ?? 0));
  if (!from || length < 1) return [];
  return Array.from({ length }, (_, index) => next.replace(pageNumber, `$1${from + index}`));
}

/**
 * The pages are known by now. New items may have moved others to pages behind them. The first page
 * comes after the others: in a list whose newest stand in front it shows what moved them.
 */
async function lookAgain(
  client: HttpClient,
  [first, ...others]: readonly ReadPage[],
  get: GetPage,
): Promise<readonly ReadPage[]> {
  const rest = [...(await eachAtOnce(others, pagesAtOnce, ({ url }) => get(url)))];
  while (rest.length < manyPages) {
    const { link = "", url = "" } = rest.at(-1) ?? {};
    const next = linkOf(link, "next");
    const target = next === undefined ? undefined : sameServer(next, url, client.apiUrl);
    if (target === undefined || target === first?.url || rest.some((page) => page.url === target))
      break;
    rest.push(await get(target));
  }
  return first === undefined ? rest : [await get(first.url), ...rest];
}

/** Whether some pages hold the items of others, each in its place. Those may have more at the end. */
function beginsWith(pages: readonly ReadPage[], earlier: readonly ReadPage[]): boolean {
  const found = idsOf(pages);
  return idsOf(earlier).every((id, at) => id === found[at]);
}

/** Whether all items of some pages are on others, in the same order. Those may have more of them. */
function holdsAll(pages: readonly ReadPage[], earlier: readonly ReadPage[]): boolean {
  const found = idsOf(pages);
  let at = -1;
  // One that others have moved while they were read may come twice.
  return [...new Set(idsOf(earlier))].every((id) => {
    at = found.indexOf(id, at + 1);
    return at !== -1;
  });
}

function idsOf(pages: readonly ReadPage[]): readonly string[] {
  return pages.flatMap(({ items }) => items.map(identityOf));
}

const relations = {
  next: /<([^<>]+)>;\s*rel="next"/,
  last: /<([^<>]+)>;\s*rel="last"/,
};

function linkOf(link: string, relation: keyof typeof relations): string | undefined {
  return relations[relation].exec(link)?.[1];
}

/** Items have an id; the values of custom properties have that of their repository. */
function identityOf(item: unknown): string {
  const { id, repository_id }: { readonly id?: unknown; readonly repository_id?: unknown } =
    Object(item);
  const identity = id ?? repository_id;
  // The parser of the items refuses one that has none.
  return typeof identity === "number" || typeof identity === "string" ? `${identity}` : "";
}

/** Where a list begins. */
export function firstPage(
  { apiUrl }: Pick<HttpClient, "apiUrl">,
  operation: Operation,
  query: ListOptions["query"] | "" = "",
): string {
  const path = pathOf(operation);
  return `${apiUrl}${path}${path.includes("?") ? "&" : "?"}per_page=${pageSize}${query}`;
}

async function readPages(
  client: HttpClient,
  operation: Operation,
  get: GetPage,
  { query, isEnough, onItems }: ListOptions,
): Promise<readonly ReadPage[]> {
  const pages: ReadPage[] = [];
  const known = new Set<string>();
  const wrong = (what: string): GitHubError => inContext(operation, malformedAnswer(what));
  let count = 0;
  let url = firstPage(client, operation, query);
  for (;;) {
    if (pages.length === manyPages || pages.some((page) => page.url === url))
      throw wrong("the pages of its answer come to no end");
    const page = await get(url);
    const { items } = page;
    const before = known.size;
    for (const item of items) known.add(identityOf(item));
    const holdsNothingNew = items.length > 0 && known.size === before;
    if (holdsNothingNew && page.isEarly === undefined)
      throw wrong("a page of its answer holds nothing but what pages before it held");
    const link = linkOf(page.link, "next");
    if (link === undefined && /\brel\b[^,]*\bnext\b/i.test(page.link))
      throw wrong("its answer names the next page in a way that is not GitHub's");
    pages.push(page);
    count += items.length;
    onItems?.(count, items);
    if (isEnough?.(items) || link === undefined || holdsNothingNew) return pages;
    const next = sameServer(link, url, client.apiUrl);
    if (next === undefined) throw wrong("its answer links to a page that is not of the API");
    url = next;
  }
}

/**
 * The page that a link leads to, on the server that is asked. An Enterprise Server behind a proxy
 * names itself as it is known inside; the token goes nowhere else, so that only the path and the
 * query of a link count.
 */
function sameServer(link: string, current: string, apiUrl: string): string | undefined {
  const api = new URL(apiUrl);
  const target = parseUrl(link, current);
  if (!target?.pathname.startsWith(api.pathname.replace(/\/?$/, "/"))) return undefined;
  return `${api.origin}${target.pathname}${target.search}`;
}
