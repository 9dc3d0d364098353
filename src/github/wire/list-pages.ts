import { inContext, malformedAnswer } from "../answers/malformed-answer.ts";
import { readJson, readList } from "../answers/read-json.ts";
import { ownerOf, type RequestPurpose } from "../answers/request-purpose.ts";
import { noCache } from "../cache/cache.ts";
import { getKept } from "../cache/get-kept.ts";
import type { Connection } from "./connection.ts";

/** 100,000 items, more than any list of GitHub's has: a server that never stops is stopped. */
const manyPages = 1_000;

const pageSize = 100;

interface Page {
  readonly data: readonly unknown[];
  readonly headers: { readonly link: string };
  readonly status: number;
}

/** The function that Octokit's iterator calls for each page, as it expects one of its own. */
interface PageRequest {
  (options: { readonly url: string }): Promise<Page>;
  readonly endpoint: unknown;
}

type Iterate = (
  request: PageRequest,
  parameters: Readonly<Record<string, string | number>>,
) => AsyncIterable<Page>;

interface ListOptions {
  readonly mostPages?: number;
  /** Where the list stands in an answer that is more than the list. */
  readonly itemsOf?: (answer: unknown) => unknown;
  /** What the query holds beside the size of a page. */
  readonly query?: Readonly<Record<string, string>>;
  /** False for a list that is another one every time. */
  readonly cached?: boolean;
  /** Told each page as it comes: whether the pages behind it are of no use. */
  readonly isEnough?: (page: readonly unknown[]) => boolean;
  /** Told after each page how many items there are by now. */
  readonly onItems?: ((soFar: number) => void) | undefined;
}

/** Reads a list to its last page, or as far as it is wanted. */
export async function listPages(
  connection: Connection,
  path: string,
  purpose: RequestPurpose,
  options: ListOptions = {},
): Promise<readonly unknown[]> {
  const { mostPages = manyPages, itemsOf = (answer) => answer, query = {}, isEnough } = options;
  const cache = options.cached === false ? noCache : await connection.cacheOf(ownerOf(purpose));
  let failure: unknown;
  const asked = new Set<string>();

  async function readPage(url: string): Promise<Page> {
    if (asked.has(url) || asked.size === mostPages)
      throw inContext(purpose, malformedAnswer("the pages of its answer come to no end"));
    asked.add(url);
    const { value, link } = await getKept(connection, cache, {
      url,
      purpose,
      parse: (answer) => readList(itemsOf(readJson(answer))),
      // Nobody promises that an ETag covers the Link header: a last page that is full could be
      // called unchanged when there is another page behind it.
      mayKeep: (page) => page.value.length < pageSize || /rel="next"/.test(page.link),
    });
    return { data: value, headers: { link }, status: 200 };
  }

  const request: PageRequest = Object.assign(
    async ({ url }: { readonly url: string }) => {
      try {
        return await readPage(url);
      } catch (error) {
        failure = error;
        throw error;
      }
    },
    { endpoint: connection.client.request.endpoint },
  );

  // The plugin types its iterator for requests whose answers it knows; what it does at run time is
  // to call the request with each page's URL and to look for the next one in the Link header.
  const iterate = connection.client.paginate.iterator as unknown as Iterate;
  const items: unknown[] = [];
  const url = `${connection.basePath}${path}`;
  const parameters = { method: "GET", url, per_page: pageSize, ...query } as const;
  for await (const page of iterate(request, parameters)) {
    // The plugin takes a 409 for the end of the list. Half a list must not pass for a whole one.
    if (failure !== undefined) throw failure;
    for (const item of page.data) items.push(item);
    options.onItems?.(items.length);
    if (isEnough?.(page.data)) break;
  }
  return items;
}
