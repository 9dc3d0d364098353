import type { ClientOptions } from "../../../src/github/client-options.ts";
import { parseApiUrl } from "../../../src/github/http/api-url.ts";
import type { Pace } from "../../../src/github/pace/pace.ts";
import type { Clock } from "../../../src/model/clock.ts";
import { Secret } from "../../../src/model/secret.ts";

export interface SeenRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string | undefined;
}

type Answering = (request: SeenRequest, index: number) => Response | Promise<Response>;

/** A fetch that answers what the test says, and what it was asked. */
export function fakeGitHub(answer: Answering) {
  const requests: SeenRequest[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const body = await request.text();
    const seen = {
      method: request.method,
      url: new URL(request.url),
      headers: request.headers,
      body: body === "" ? undefined : body,
    };
    requests.push(seen);
    return answer(seen, requests.length - 1);
  };
  return { fetch, requests };
}

/** Answers one after the other; the last one again and again. */
export function answers(...responses: readonly (() => Response | Promise<Response>)[]): Answering {
  return (_, index) => {
    const respond = responses[index] ?? responses.at(-1);
    if (respond === undefined) throw new Error("no answer was given");
    return respond();
  };
}

export const metered = {
  "x-ratelimit-limit": "5000",
  "x-ratelimit-remaining": "4990",
  "x-ratelimit-reset": "1900000000",
};

export function json(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): () => Response {
  return () =>
    new Response(JSON.stringify(body), {
      status,
      headers: { "content-type": "application/json; charset=utf-8", ...metered, ...headers },
    });
}

/** Time that passes only while somebody sleeps and nobody has anything left to do. */
export function fakeClock(start = 1_800_000_000_000): Clock & { readonly slept: number[] } {
  let time = start;
  const slept: number[] = [];
  return {
    slept,
    now: () => time,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      slept.push(milliseconds);
      const until = time + milliseconds;
      await new Promise((resolve) => setImmediate(resolve));
      time = Math.max(time, until);
    },
  };
}

export const tokenValue = "ghp_tokenThatNobodyMaySee0123456789";

export function optionsFor(
  fetch: typeof globalThis.fetch,
  more: Partial<ClientOptions> = {},
): ClientOptions {
  return {
    apiUrl: parseApiUrl("https://api.github.com"),
    credentials: { token: new Secret(tokenValue) },
    userAgent: "hookfleet/0.1.0",
    fetch,
    retryDelayMs: 1,
    clock: fakeClock(),
    ...more,
  };
}

/** A hook as GitHub shows it today. */
export function hookJson(
  id: number,
  more: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return {
    type: "Repository",
    id,
    name: "web",
    active: true,
    events: ["push", "issues"],
    config: {
      url: `https://ci.example.com/${id}`,
      content_type: "json",
      insecure_ssl: "0",
      secret: "********",
    },
    updated_at: "2026-04-14T15:00:00Z",
    created_at: "2026-04-01T15:00:00Z",
    last_response: { code: 200, status: "active", message: "OK" },
    ...more,
  };
}

/** One request's whole way through the pace. */
export async function passPace(pace: Pace, method: string, creates?: boolean): Promise<void> {
  await pace.turn(method, undefined, creates);
  await pace.acquire(method, undefined);
}
