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

type Iterate = (request: unknown, parameters: object) => AsyncIterable<unknown>;

interface ListOptions {
  /** Where the list stands in an answer that is more than the list. */
  readonly itemsOf?: (answer: unknown) => unknown;
  /** What the query holds beside the size of a page. */
  readonly query?: Readonly<Record<string, string>>;
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
}

type GetPage = (url: string) => Promise<ReadPage>;

/**
 * Reads a list to its last page, or as far as it is wanted.
 *
 * An item that is deleted between two pages moves all behind it up, so that one of them is on neither
 * page and looks absent. A list of several pages is therefore read, page after page, until a second
 * look finds every item again and in the same order: then none was deleted or moved during the
 * reading before it. New items only move others to later pages and hide none.
 *
 * @throws GitHubError `list-unstable` where each second look misses an item: not seeing is not absence
 */
export async function listPages(
  client: HttpClient,
  operation: Operation,
  options: ListOptions = {},
): Promise<readonly unknown[]> {
  const { itemsOf = (answer) => answer, keep = (item) => item } = options;
  const cache = options.cached === false ? undefined : await client.cacheOf(operation);
  const get: GetPage = async (url) => {
    const { value: items, link } = await getKept(client, cache, {
      url,
      operation,
      parse: (answer) => readList(itemsOf(readJson(answer))).map(keep),
      // Nobody promises that an ETag covers the Link header: a last page that is full could be
      // called unchanged when there is another page behind it.
      mayKeep: (page) => page.value.length < pageSize || nextOf(page.link) !== undefined,
    });
    return { url, items, link };
  };
  let most = 0;
  const onItems: ListOptions["onItems"] = (soFar, page) => {
    if (soFar > most) options.onItems?.(soFar, page);
    most = Math.max(most, soFar);
  };
  const read = () => readPages(client, operation, get, { ...options, onItems });
  for (let reading = 1; reading <= mostReadings; reading += 1) {
    const pages = await read();
    if (pages.length <= 1 || options.isEnough !== undefined)
      return pages.flatMap(({ items }) => items);
    // Side by side at first. New items hide none from one page after the other.
    const again = reading === 1 ? await lookAgain(client, pages, get) : await read();
    if (holdsAll(again, pages)) return again.flatMap(({ items }) => items);
  }
  throw new GitHubError(
    "list-unstable",
    `cannot ${describeOperation(operation)}: the list changed each time that it was read`,
    { status: 200, help: "Run again when nothing else deletes from it." },
  );
}

/** The pages are known by now. New items may have moved others to pages behind them. */
async function lookAgain(
  client: HttpClient,
  pages: readonly ReadPage[],
  get: GetPage,
): Promise<readonly ReadPage[]> {
  const again = await Promise.all(pages.map(({ url }) => get(url)));
  while (again.length < manyPages) {
    const { link = "", url = "" } = again.at(-1) ?? {};
    const next = nextOf(link);
    const target = next === undefined ? undefined : sameServer(next, url, client.apiUrl);
    if (target === undefined || again.some((page) => page.url === target)) break;
    again.push(await get(target));
  }
  return again;
}

/** Whether all items of some pages are on others, in the same order. Those may have more of them. */
function holdsAll(pages: readonly ReadPage[], earlier: readonly ReadPage[]): boolean {
  const ids = (all: readonly ReadPage[]): readonly string[] => [
    ...new Set(all.flatMap(({ items }) => items.map(identityOf))),
  ];
  const found = ids(pages);
  let at = -1;
  return ids(earlier).every((id) => {
    at = found.indexOf(id, at + 1);
    return at !== -1;
  });
}

function nextOf(link: string): string | undefined {
  return /<([^<>]+)>;\s*rel="next"/.exec(link)?.[1];
}

/** Items have an id; the values of custom properties have that of their repository. */
function identityOf(item: unknown): string {
  const { id, repository_id }: { readonly id?: unknown; readonly repository_id?: unknown } =
    Object(item);
  const identity = id ?? repository_id;
  // The parser of the items refuses one that has none.
  return typeof identity === "number" || typeof identity === "string" ? `${identity}` : "";
}

/** Where Octokit begins to read a list. */
export function firstPage({ apiUrl }: Pick<HttpClient, "apiUrl">, operation: Operation): string {
  return `${apiUrl}${pathOf(operation)}?per_page=${pageSize}`;
}

async function readPages(
  client: HttpClient,
  operation: Operation,
  get: GetPage,
  { query = {}, isEnough, onItems }: ListOptions,
): Promise<readonly ReadPage[]> {
  let failure: unknown;
  const pages: ReadPage[] = [];
  const known = new Set<string>();
  const wrong = (what: string): GitHubError => inContext(operation, malformedAnswer(what));

  async function readPage(link: string): Promise<ReadPage> {
    const url = sameServer(link, pages.at(-1)?.url, client.apiUrl);
    if (url === undefined) throw wrong("its answer links to a page that is not of the API");
    if (pages.length === manyPages || pages.some((page) => page.url === url))
      throw wrong("the pages of its answer come to no end");
    const page = await get(url);
    const before = known.size;
    for (const item of page.items) known.add(identityOf(item));
    if (page.items.length > 0 && known.size === before)
      throw wrong("a page of its answer holds nothing but what pages before it held");
    if (/\brel\b[^,]*\bnext\b/i.test(page.link) && nextOf(page.link) === undefined)
      throw wrong("its answer names the next page in a way that is not GitHub's");
    pages.push(page);
    return page;
  }

  const request = async ({ url }: { readonly url: string }) => {
    try {
      const { items, link } = await readPage(url);
      return { data: items, headers: { link }, status: 200 };
    } catch (error) {
      failure = error;
      throw error;
    }
  };

  // The plugin types its iterator for requests whose answers it knows; what it does at run time is
  // to call the request with each page's URL and to look for the next one in the Link header.
  const { endpoint } = client.octokit.request;
  const iterate = client.octokit.paginate.iterator as unknown as Iterate;
  const url = `${new URL(client.apiUrl).pathname.replace(/\/$/, "")}${pathOf(operation)}`;
  let count = 0;
  const parameters = { method: "GET", url, per_page: pageSize, ...query } as const;
  for await (const _ of iterate(Object.assign(request, { endpoint }), parameters)) {
    // The plugin takes a 409 for the end of the list. Half a list must not pass for a whole one.
    if (failure !== undefined) throw failure;
    const { items = [] } = pages.at(-1) ?? {};
    count += items.length;
    onItems?.(count, items);
    if (isEnough?.(items)) break;
  }
  return pages;
}

/**
 * The page that a link leads to, on the server that is asked. An Enterprise Server behind a proxy
 * names itself as it is known inside; the token goes nowhere else, so that only the path and the
 * query of a link count.
 */
function sameServer(link: string, current: string | undefined, apiUrl: string): string | undefined {
  const api = new URL(apiUrl);
  const target = parseUrl(link, current ?? apiUrl);
  if (!target?.pathname.startsWith(api.pathname.replace(/\/?$/, "/"))) return undefined;
  return `${api.origin}${target.pathname}${target.search}`;
}
