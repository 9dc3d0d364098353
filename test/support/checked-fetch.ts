import { assertMatchesOpenApi, assertRequestMatchesOpenApi } from "./openapi.ts";

/** A fetch that holds both sides to GitHub's description. */
export interface CheckedFetch {
  (...parameters: Parameters<typeof fetch>): Promise<Response>;
  /** What was found wrong, for clients that swallow what fetch throws. */
  readonly violations: readonly string[];
}

function parsed(text: string): unknown {
  return text === "" ? undefined : (JSON.parse(text) as unknown);
}

/**
 * Wraps a fetch so that every request and every answer is checked against GitHub's description:
 * whatever does not fit makes the call throw. `responses: false` leaves out the answers, for faults
 * that damage them.
 */
export function checkedFetch(
  inner: typeof fetch,
  { responses = true }: { readonly responses?: boolean } = {},
): CheckedFetch {
  const violations: string[] = [];
  const check = (run: () => void): void => {
    try {
      run();
    } catch (error) {
      violations.push(String(error));
      throw error;
    }
  };
  const call = async (...[input, init]: Parameters<typeof fetch>): Promise<Response> => {
    const request = new Request(input, init);
    const { pathname, search } = new URL(request.url);
    const path = pathname + search;
    const { method } = request;
    const sent = await request.clone().text();
    check(() => assertRequestMatchesOpenApi(method, path, parsed(sent)));
    const response = await inner(request);
    // 304 has no body, and pages of proxies are not GitHub's answers.
    const json = response.headers.get("content-type")?.includes("json") ?? response.status === 204;
    if (responses && json && response.status !== 304 && !response.redirected) {
      const text = await response.clone().text();
      check(() => assertMatchesOpenApi(method, path, response.status, parsed(text)));
    }
    return response;
  };
  return Object.assign(call, { violations });
}
