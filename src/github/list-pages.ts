import type { Connection } from "./connection.ts";
import { inContext, malformedAnswer, parseFor } from "./malformed-answer.ts";
import { readJson, readList } from "./read-json.ts";
import type { RequestPurpose } from "./request-purpose.ts";

/** 100,000 items, more than any list of GitHub's has: a server that never stops is stopped. */
const manyPages = 1_000;

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

/** Reads a list to its last page. */
export async function listPages(
  connection: Connection,
  path: string,
  purpose: RequestPurpose,
  mostPages: number = manyPages,
): Promise<readonly unknown[]> {
  let failure: unknown;
  const asked = new Set<string>();

  async function readPage(url: string): Promise<Page> {
    if (asked.has(url) || asked.size === mostPages)
      throw inContext(purpose, malformedAnswer("the pages of its answer come to no end"));
    asked.add(url);
    const answer = await connection.send({ method: "GET", url, purpose });
    return {
      data: parseFor(purpose, answer, () => readList(readJson(answer))),
      headers: { link: answer.headers.get("link") ?? "" },
      status: answer.status,
    };
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
  const url = `${new URL(connection.apiUrl).pathname.replace(/\/$/, "")}${path}`;
  const parameters = { method: "GET", url, per_page: 100 } as const;
  for await (const page of iterate(request, parameters)) {
    // The plugin takes a 409 for the end of the list. Half a list must not pass for a whole one.
    if (failure !== undefined) throw failure;
    for (const item of page.data) items.push(item);
  }
  return items;
}
