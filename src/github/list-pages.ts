import type { Connection } from "./connection.ts";
import { getKept } from "./get-kept.ts";
import { inContext, malformedAnswer } from "./malformed-answer.ts";
import { readJson, readList } from "./read-json.ts";
import { ownerOf, type RequestPurpose } from "./request-purpose.ts";

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
  parameters: { readonly method: "GET"; readonly url: string; readonly per_page: number },
) => AsyncIterable<Page>;

interface ListOptions {
  readonly mostPages?: number;
  /** Where the list stands in an answer that is more than the list. */
  readonly itemsOf?: (answer: unknown) => unknown;
}

/** Reads a list to its last page. */
export async function listPages(
  connection: Connection,
  path: string,
  purpose: RequestPurpose,
  { mostPages = manyPages, itemsOf = (answer) => answer }: ListOptions = {},
): Promise<readonly unknown[]> {
  const cache = await connection.cacheOf(ownerOf(purpose));
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
  const parameters = { method: "GET", url, per_page: pageSize } as const;
  for await (const page of iterate(request, parameters)) {
    // The plugin takes a 409 for the end of the list. Half a list must not pass for a whole one.
    if (failure !== undefined) throw failure;
    for (const item of page.data) items.push(item);
  }
  return items;
}
