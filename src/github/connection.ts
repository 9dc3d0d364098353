import { setMaxListeners } from "node:events";
import { GitHubError } from "../model/errors.ts";
import type { Answer } from "./answer.ts";
import { answerError } from "./answer-error.ts";
import type { ClientOptions } from "./client-options.ts";
import { systemClock } from "./clock.ts";
import { createExchange, type Exchange, type Wire } from "./exchange.ts";
import { type NoAnswer, noAnswerError } from "./no-answer.ts";
import { type Client, createOctokit } from "./octokit.ts";
import { createPace } from "./pace.ts";
import { createRateLimitGate } from "./rate-limit-gate.ts";
import { createRateLimitMeter, type RateLimitMeter } from "./rate-limit-meter.ts";
import type { Sensitive } from "./redact-text.ts";
import { redirectError } from "./redirect-error.ts";
import { describePurpose, type RequestPurpose } from "./request-purpose.ts";
import { unlessAborted } from "./unless-aborted.ts";

interface OutgoingRequest {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below the API's address, or whole where GitHub gave it. */
  readonly url: string;
  readonly purpose: RequestPurpose;
  readonly body?: unknown;
  /** What the body holds that may not come back in an error. */
  readonly sensitive?: readonly Sensitive[];
}

export interface Connection {
  readonly client: Client;
  readonly meter: RateLimitMeter;
  readonly apiUrl: string;
  /** Resolves with a success; whatever else throws a GitHubError. */
  readonly send: (request: OutgoingRequest) => Promise<Answer>;
}

/** Opens what all requests of one client share. Nothing of it is shared with another client. */
export async function openConnection(
  options: ClientOptions,
  access: "read" | "write",
): Promise<Connection> {
  const clock = options.clock ?? systemClock;
  const wire: Wire = {
    options,
    origin: new URL(options.apiUrl.url).origin,
    fetch: options.fetch ?? globalThis.fetch,
    timeoutMs: options.timeoutMs ?? 30_000,
    retryDelayMs: options.retryDelayMs ?? 1_000,
    clock,
    pace: createPace(clock, options.pace ?? true, options.onWait),
    gate: createRateLimitGate(clock, options.noWait ?? false, options.onWait),
    meter: createRateLimitMeter(),
  };
  // Every request listens to it; Node would warn of a leak from the eleventh on.
  if (options.signal !== undefined) setMaxListeners(0, options.signal);
  const client = await createOctokit(options, access);
  return {
    client,
    meter: wire.meter,
    apiUrl: options.apiUrl.url,
    send: async (request) => {
      const answer = await send(wire, client, request);
      if (answer.status < 300) return answer;
      throw await redirectError(answer, request.purpose, options.apiUrl.url, (url) =>
        send(wire, client, { method: "GET", url, purpose: request.purpose }),
      );
    },
  };
}

/** Answers that Octokit does not call errors: successes and redirects. */
async function send(wire: Wire, client: Client, request: OutgoingRequest): Promise<Answer> {
  const exchange = createExchange(wire, request.purpose);
  try {
    const sending = client.request({
      method: request.method,
      url: octokitUrl(request.url, wire.options.apiUrl.url),
      // As text: Octokit has a JSON of its own with rules for big numbers, and a secret is text.
      ...(request.body === undefined ? {} : { data: JSON.stringify(request.body) }),
      request: {
        fetch: exchange.fetch,
        // A create that got no answer may have happened, and who asked for it must look first. For
        // the other methods nothing may stand here: plugin-retry would repeat refusals, too.
        ...(request.method === "POST" ? { retries: 0 } : {}),
      },
    });
    await unlessAborted(sending, wire.options.signal);
  } catch (error) {
    // Octokit's error ends here: it holds the request.
    throw failureOf(wire, exchange, request, error);
  }
  const answer = exchange.last();
  if (answer === undefined || !("status" in answer)) throw unexplained(request.purpose);
  return answer;
}

function failureOf(
  wire: Wire,
  exchange: Exchange,
  request: OutgoingRequest,
  error: unknown,
): GitHubError {
  const refusal = exchange.refusal();
  if (refusal !== undefined) return refusal;
  const last: Answer | NoAnswer | undefined = wire.options.signal?.aborted
    ? { kind: "interrupted", detail: "", sent: false }
    : exchange.last();
  const failed = {
    purpose: request.purpose,
    sensitive: [wire.options.credentials.token, ...(request.sensitive ?? [])],
    mayHaveHappened: exchange.mayHaveHappened(),
    now: wire.clock.now(),
  };
  if (last === undefined)
    return error instanceof GitHubError ? error : unexplained(request.purpose);
  return "status" in last ? answerError(last, failed) : noAnswerError(last, failed, wire.timeoutMs);
}

function unexplained(purpose: RequestPurpose): GitHubError {
  return new GitHubError(
    "request-failed",
    `cannot ${describePurpose(purpose)}: no request was made`,
    {
      status: 0,
    },
  );
}

/**
 * Octokit takes `{name}` and `:name` in a URL for a place to fill in, also where GitHub's own link
 * has them, so they are escaped.
 */
function octokitUrl(url: string, apiUrl: string): string {
  const { origin, pathname, search } = new URL(/^https?:/.test(url) ? url : `${apiUrl}${url}`);
  const rest = `${pathname}${search}`
    .replaceAll("{", "%7B")
    .replaceAll("}", "%7D")
    .replaceAll(":", "%3A");
  return origin === new URL(apiUrl).origin ? rest : `${origin}${rest}`;
}
