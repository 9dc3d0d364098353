const maxRedirects = 20;

/** A request that can be sent again, because its body has been read. */
interface Sendable {
  readonly request: Request;
  readonly body: string | null;
}

function rebuilt(
  { redirect, signal }: Request,
  url: string,
  init: { readonly method: string; readonly headers: Headers; readonly body: string | null },
): Sendable {
  return { request: new Request(url, { ...init, redirect, signal }), body: init.body };
}

/** Adds the headers that fetch adds and `new Request` does not. */
async function asSent(request: Request): Promise<Sendable> {
  const headers = new Headers(request.headers);
  if (!headers.has("user-agent")) headers.set("user-agent", "node");
  // With a conditional header of the caller, fetch bypasses its cache and sends these headers.
  // https://fetch.spec.whatwg.org/#http-network-or-cache-fetch
  if (headers.has("if-none-match") || headers.has("if-modified-since")) {
    if (!headers.has("cache-control")) headers.set("cache-control", "no-cache");
    if (!headers.has("pragma")) headers.set("pragma", "no-cache");
  }
  const body = request.body === null ? null : await request.text();
  return rebuilt(request, request.url, { method: request.method, headers, body });
}

function follow({ request, body }: Sendable, status: number, to: string): Sendable {
  const headers = new Headers(request.headers);
  // fetch does not send a credential to another origin.
  if (new URL(to).origin !== new URL(request.url).origin) headers.delete("authorization");
  const { method } = request;
  // Of all redirects only 307 and 308 keep a POST a POST. https://fetch.spec.whatwg.org/#http-redirect-fetch
  const becomesGet = status === 303 || ((status === 301 || status === 302) && method === "POST");
  if (!becomesGet) return rebuilt(request, to, { method, headers, body });
  headers.delete("content-type");
  return rebuilt(request, to, { method: "GET", headers, body: null });
}

function located(response: Response, url: string, redirected: boolean): Response {
  Object.defineProperty(response, "url", { value: url });
  Object.defineProperty(response, "redirected", { value: redirected });
  return response;
}

/** A handler of requests as a `fetch`, which follows redirects and can be aborted. */
export function toFetch(handle: (request: Request) => Promise<Response>): typeof globalThis.fetch {
  return async (input, init) => {
    let sendable = await asSent(new Request(input, init));
    for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
      const { url, redirect, signal } = sendable.request;
      signal.throwIfAborted();
      const response = await handle(sendable.request).finally(() => signal.throwIfAborted());
      const to = response.headers.get("location");
      const moved = [301, 302, 303, 307, 308].includes(response.status) && to !== null;
      if (!moved || redirect === "manual") return located(response, url, redirects > 0);
      if (redirect === "error") break;
      sendable = follow(sendable, response.status, new URL(to, url).href);
    }
    throw new TypeError("fetch failed", { cause: new Error("unexpected redirect") });
  };
}
