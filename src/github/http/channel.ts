import { GitHubError } from "../../model/errors.ts";
import type { BeforeWrite } from "../../model/github-port.ts";
import type { Secret } from "../../model/secret.ts";
import type { Sensitive } from "../../redact/redact-known.ts";
import type { ClientOptions } from "../client-options.ts";
import type { Answer } from "../errors/answer.ts";
import { answerError, isWebPage } from "../errors/answer-error.ts";
import { malformedAnswer, parseFor } from "../errors/malformed-answer.ts";
import { type NoAnswer, noAnswerError } from "../errors/no-answer.ts";
import { readJson } from "../errors/read-json.ts";
import { redirectError } from "../errors/redirect-error.ts";
import { describePurpose, type RequestPurpose } from "../errors/request-purpose.ts";
import type { RateLimitMeter } from "../pace/rate-limit.ts";
import { unlessAborted } from "../pace/signals.ts";
import { type ApiUrl, likelyApiUrl } from "./api-url.ts";
import type { Authority } from "./authority.ts";
import { abortError, createExchange, type Exchange, interruptedError } from "./exchange.ts";
import { type Access, type Client, createOctokit } from "./octokit.ts";
import { createWire, type Wire } from "./wire.ts";

export interface OutgoingRequest {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below the API's address, or whole where GitHub gave it; of the same server always. */
  readonly url: string;
  readonly purpose: RequestPurpose;
  readonly body?: unknown;
  /** What the body holds that may not come back in an error. */
  readonly sensitive?: readonly Sensitive[];
  /** Of what is at hand already; only with it can the answer be a 304. */
  readonly etag?: string | undefined;
  /** Runs before each attempt; what it throws is the outcome, and no attempt follows. */
  readonly before?: BeforeWrite | undefined;
}

/** Requests in the name of one authority, under its limits. */
export interface Channel {
  readonly client: Client;
  readonly meter: RateLimitMeter;
  /** Resolves with a success, or a 304 that was asked for; whatever else throws a GitHubError. */
  readonly send: (request: OutgoingRequest) => Promise<Answer>;
}

export interface ChannelOptions {
  readonly access: Access;
  readonly authority: Authority;
  /** Whose limits these are, where there are several. */
  readonly owner?: string;
}

export async function openChannel(
  options: ClientOptions,
  { access, authority, owner }: ChannelOptions,
): Promise<Channel> {
  const wire = createWire(options, authority, owner);
  const client = await createOctokit(options, access);

  async function deliver(request: OutgoingRequest): Promise<Answer> {
    const { purpose } = request;
    const { answer, mayHaveHappened, tokens } = await send(wire, client, request);
    if (answer.status === 304 && request.etag !== undefined) return answer;
    if (answer.status < 300) {
      if (request.method === "GET") refuseOther(answer, purpose);
      return answer;
    }
    const read = async (url: string): Promise<Answer> =>
      (await send(wire, client, { method: "GET", url, purpose })).answer;
    const error = await redirectError(answer, {
      purpose,
      apiUrl: options.apiUrl.url,
      known: [...tokens, ...(request.sensitive ?? []), ...(options.known ?? [])],
      read,
    });
    // Of several attempts, an earlier one may have come through before the scope was moved.
    throw mayHaveHappened ? withDoubt(error) : error;
  }

  return {
    client,
    meter: wire.meter,
    send: async (request) => {
      try {
        return await deliver(request);
      } catch (error) {
        throw error instanceof GitHubError ? withAddressHint(error, options.apiUrl) : error;
      }
    },
  };
}

/**
 * GitHub answers a read with 200. A part (206), what a proxy has changed (203) or has yet to get (202)
 * could lack hooks, and a page says nothing of GitHub.
 */
function refuseOther(answer: Answer, purpose: RequestPurpose): void {
  const { status } = answer;
  parseFor(purpose, answer, () => {
    if (isWebPage(answer)) readJson(answer);
    if (status !== 200) throw malformedAnswer(`GitHub's answer to a read is ${status}`, status);
  });
}

/** Where nothing of GitHub's API answers, its address comes first among what may be wrong. */
function withAddressHint(error: GitHubError, apiUrl: ApiUrl): GitHubError {
  const likely = likelyApiUrl(apiUrl);
  const { code, message, status, help = "", mayHaveHappened } = error;
  // The website of an Enterprise Server says 406 to who wants JSON, and a gateway may want a login of its own.
  const isElsewhere =
    ["malformed-answer", "moved"].includes(code) || [401, 404, 406].includes(status);
  if (likely === undefined || !isElsewhere) return error;
  return new GitHubError(code, message, {
    status,
    mayHaveHappened,
    help: `${apiUrl.url} may not be the address of the REST API: try --api-url ${likely}. ${help}`.trim(),
  });
}

interface Sent {
  /** One that Octokit does not call an error: a success or a redirect. */
  readonly answer: Answer;
  /** Whether an attempt before it may have had its effect. */
  readonly mayHaveHappened: boolean;
  /** Every token that was sent. */
  readonly tokens: readonly Secret[];
}

/** Sends once the first request of all has shown that it is of use. */
async function send(wire: Wire, client: Client, request: OutgoingRequest): Promise<Sent> {
  try {
    await wire.opening.enter(request.purpose, wire.noMoreWaits);
  } catch (error) {
    throw error instanceof GitHubError ? error : interruptedError(wire, request.purpose);
  }
  let failure: unknown;
  try {
    return await exchangeOf(wire, client, request);
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    wire.opening.leave(request.purpose, failure);
  }
}

async function exchangeOf(wire: Wire, client: Client, request: OutgoingRequest): Promise<Sent> {
  const exchange = createExchange(wire, request);
  // A create that got no answer may have happened, and who asked for it must look first. An App's
  // token that nobody got is nobody's harm.
  const once = request.method === "POST" && request.purpose.kind !== "create-token";
  let looked: { readonly error: unknown } | undefined;
  const before = async (): Promise<void> => {
    // What it asks may be the first request of all, and this one is not: it would wait for it.
    wire.opening.leave(request.purpose, undefined);
    await exchange.look(request.method, async () => {
      try {
        await request.before?.(exchange.mayHaveHappened());
      } catch (error) {
        looked = { error };
        throw abortError();
      }
    });
  };
  try {
    const sending = client.request({
      method: request.method,
      url: octokitUrl(request.url, wire),
      // As text: Octokit has a JSON of its own with rules for big numbers, and a secret is text.
      ...(request.body === undefined ? {} : { data: JSON.stringify(request.body) }),
      request: {
        fetch: exchange.fetch,
        // For the other methods nothing may stand here: plugin-retry would repeat refusals, too.
        ...(once ? { retries: 0 } : {}),
        ...(request.before === undefined ? {} : { before }),
      },
    });
    await unlessAborted(unlessAborted(sending, exchange.idle), wire.options.signal);
  } catch (error) {
    if (looked !== undefined) {
      const { error: reason } = looked;
      const isDoubtful = exchange.mayHaveHappened() && reason instanceof GitHubError;
      throw isDoubtful ? withDoubt(reason) : reason;
    }
    // Octokit's error ends here: it holds the request.
    throw failureOf(wire, exchange, request, error);
  } finally {
    exchange.end();
  }
  const answer = exchange.last();
  if (answer === undefined || !("status" in answer)) throw unexplained(request.purpose);
  return { answer, mayHaveHappened: exchange.mayHaveHappened(), tokens: exchange.tokens() };
}

function failureOf(
  wire: Wire,
  exchange: Exchange,
  request: OutgoingRequest,
  error: unknown,
): GitHubError {
  const mayHaveHappened = exchange.mayHaveHappened();
  const refusal = exchange.refusal();
  if (refusal !== undefined) return mayHaveHappened ? withDoubt(refusal) : refusal;
  const last: Answer | NoAnswer | undefined = wire.options.signal?.aborted
    ? { kind: "interrupted", detail: "", sent: false }
    : exchange.last();
  if (last === undefined)
    return error instanceof GitHubError ? error : unexplained(request.purpose);
  const failed = {
    purpose: request.purpose,
    credential: wire.authority.kind,
    isOAuth: wire.authority.isOAuth(),
    origin: wire.origin,
    proxy: wire.proxy,
    sensitive: [
      ...exchange.tokens(),
      ...(wire.proxy?.credentials === undefined ? [] : [wire.proxy.credentials]),
      ...(request.sensitive ?? []),
      ...(wire.options.known ?? []),
    ],
    mayHaveHappened,
    now: wire.clock.now(),
  };
  return "status" in last ? answerError(last, failed) : noAnswerError(last, failed, wire.timeoutMs);
}

/** The same error after an attempt that may have had its effect. */
function withDoubt({ code, message, status, help }: GitHubError): GitHubError {
  return new GitHubError(code, message, { status, help, mayHaveHappened: true });
}

function unexplained(purpose: RequestPurpose): GitHubError {
  const message = `cannot ${describePurpose(purpose)}: no request was made`;
  return new GitHubError("request-failed", message, { status: 0 });
}

/**
 * Octokit takes `{name}` and `:name` in a URL for a place to fill in, also where GitHub's own link
 * has them, so they are escaped.
 */
function octokitUrl(url: string, { origin, options }: Wire): string {
  const whole = /^https?:/.test(url) ? url : `${options.apiUrl.url}${url}`;
  const path = whole.startsWith(`${origin}/`) ? whole.slice(origin.length) : whole;
  return path.replace(/[{}:]/g, encodeURIComponent);
}
