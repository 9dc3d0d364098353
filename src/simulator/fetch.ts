const maxRedirects = 20;
const redirectStatuses: readonly number[] = [301, 302, 303, 307, 308];

/** The headers that fetch adds and `new Request` does not. */
function headersAsSent(request: Request): Headers {
  const headers = new Headers(request.headers);
  const added = { "user-agent": "node" };
  // With a conditional header of the caller, fetch bypasses its cache and sends these headers.
  // https://fetch.spec.whatwg.org/#http-network-or-cache-fetch
  const conditional = headers.has("if-none-match") || headers.has("if-modified-since");
  const uncached = { "cache-control": "no-cache", pragma: "no-cache" };
  for (const [name, value] of Object.entries({ ...added, ...(conditional ? uncached : {}) }))
    if (!headers.has(name)) headers.set(name, value);
  return headers;
}

function located(response: Response, url: string, redirected: boolean): Response {
  Object.defineProperty(response, "url", { value: url });
  Object.defineProperty(response, "redirected", { value: redirected });
  return response;
}

/** A handler of requests as a `fetch`, which follows redirects and can be aborted. */
export function toFetch(handle: (request: Request) => Promise<Response>): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const { redirect, signal } = request;
    const headers = headersAsSent(request);
    let { url, method } = request;
    let body = request.body === null ? null : await request.text();
    for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
      signal.throwIfAborted();
      const sent = new Request(url, { method, headers, body, redirect, signal });
      const response = await handle(sent).finally(() => signal.throwIfAborted());
      const { status } = response;
      const location = response.headers.get("location");
      if (location === null || !redirectStatuses.includes(status) || redirect === "manual")
        return located(response, sent.url, redirects > 0);
      if (redirect === "error") break;
      const to = new URL(location, url);
      // fetch does not send a credential to another origin.
      if (to.origin !== new URL(url).origin) headers.delete("authorization");
      // Of all redirects only 307 and 308 keep a POST a POST. https://fetch.spec.whatwg.org/#http-redirect-fetch
      if (status === 303 || ((status === 301 || status === 302) && method === "POST")) {
        [method, body] = ["GET", null];
        headers.delete("content-type");
      }
      url = to.href;
    }
    throw new TypeError("fetch failed", { cause: new Error("unexpected redirect") });
  };
}
