import type { Octokit } from "@octokit/core";
import { GitHubError } from "../../model/errors.ts";
import type { Secret } from "../../model/secret.ts";
import { foreignWords } from "../../redact/foreign-text.ts";
import type { ClientOptions } from "../client-options.ts";
import {
  inContext,
  isWebPage,
  malformedAnswer,
  parseFor,
  readJson,
} from "../errors/malformed-answer.ts";
import type { NoAnswer } from "../errors/no-answer.ts";
import { redirectError } from "../errors/redirect-error.ts";
import { methodOf, type Operation, pathOf } from "../operation.ts";
import { type ApiUrl, apiVersion, likelyApiUrl } from "./api-url.ts";
import type { HttpResponse } from "./http-response.ts";
import { type Attempt, notSent, type Sent, sendWithRepeats } from "./request-attempts.ts";
import {
  type OutgoingRequest,
  openRequestContext,
  type RequestContext,
} from "./request-context.ts";
import { type Access, refuseWrites } from "./request-guard.ts";
import type { TokenProvider } from "./token-provider.ts";
import { sendBounded, type TransportRequest } from "./transport.ts";

export type RequestSender = Awaited<ReturnType<typeof createRequestSender>>;

interface SenderOptions {
  readonly access: Access;
  readonly tokens: TokenProvider;
  /** Whose limits these are, where there are several. */
  readonly owner?: string;
}

/** Requests with the tokens of one credential, under its limits. No other sender shares any of it. */
export async function createRequestSender(
  options: ClientOptions,
  { access, tokens, owner }: SenderOptions,
) {
  const context = await openRequestContext(options, tokens, owner);
  const octokit = await createOctokit(context, access);

  async function send(request: OutgoingRequest): Promise<Sent> {
    const { operation, url } = request;
    await context.firstRequest.enter(operation, context.noMoreWaits).catch((error: unknown) => {
      throw error instanceof GitHubError ? error : notSent("interrupted", operation, context);
    });
    let failure: unknown;
    try {
      const { data } = await octokit.request({
        method: url === undefined ? methodOf(operation) : "GET",
        url: octokitUrl(url ?? pathOf(operation), operation, context),
        // As text: Octokit has a JSON of its own with rules for big numbers, and a secret is text.
        ...(request.body === undefined ? {} : { data: JSON.stringify(request.body) }),
        request: { outgoing: request },
      });
      return data;
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      context.firstRequest.leave(operation, failure);
    }
  }

  async function deliver(request: OutgoingRequest): Promise<HttpResponse> {
    const { operation } = request;
    const { answer, mayHaveHappened, tokens: sentTokens } = await send(request);
    if (answer.status === 304) return answer;
    if (answer.status < 300) {
      if (methodOf(operation) === "GET") refuseOther(answer, operation);
      return answer;
    }
    const error = await redirectError(answer, {
      operation,
      apiUrl: options.apiUrl.url,
      known: [...sentTokens, ...(request.sensitive ?? []), ...(options.known ?? [])],
      read: async (url) => (await send({ operation, url })).answer,
    });
    // Of several attempts, an earlier one may have come through before the scope was moved.
    throw mayHaveHappened ? error.with({ mayHaveHappened: true }) : error;
  }

  return {
    meter: context.meter,
    /** Resolves with a success, or a 304 that was asked for; whatever else throws a GitHubError. */
    send: async (request: OutgoingRequest): Promise<HttpResponse> => {
      try {
        const answer = await deliver(request);
        tokens.observe?.(answer);
        return answer;
      } catch (error) {
        throw error instanceof GitHubError ? withAddressHint(error, options.apiUrl) : error;
      }
    },
  };
}

/**
 * Octokit prepares each request, and one hook in the place of its sending does the rest: what may leave
 * at all, limits, repeats, and errors, none of which holds the answer. The library is heavy and half of
 * the commands never ask GitHub, so it is loaded here and not at start-up.
 */
async function createOctokit(context: RequestContext, access: Access): Promise<Octokit> {
  const { Octokit } = await import("@octokit/core");
  const octokit = new Octokit({ baseUrl: context.origin });
  octokit.hook.wrap("request", async (_, options) => {
    refuseWrites(access, options.method, options.url);
    const { outgoing } = options.request as unknown as { readonly outgoing: OutgoingRequest };
    const { method, url, body } = octokit.request.endpoint.parse(options);
    const data = await sendWithRepeats(context, outgoing, (attempt) => {
      const headers = headersOf(context, outgoing, attempt.token);
      return transmit(context, url, { method, headers, body }, attempt);
    });
    return { data, status: data.answer.status, url: "", headers: {} };
  });
  return octokit;
}

/** Sends one attempt and reads its answer, counted and logged. */
async function transmit(
  { options, clock, meter, origin, transport }: RequestContext,
  url: string,
  request: TransportRequest,
  { token, attempt, timeoutMs }: Attempt,
): Promise<HttpResponse | NoAnswer> {
  const started = clock.now();
  meter.count();
  const outcome = await sendBounded(transport, url, request, timeoutMs, options.signal);
  const answer = "status" in outcome ? outcome : undefined;
  if (answer !== undefined) meter.observe(answer, clock.now());
  options.onRequest?.({
    method: request.method,
    // GitHub gives the addresses of further pages, and they can hold anything.
    path: foreignWords(url.slice(origin.length), [token, ...(options.known ?? [])]),
    status: answer?.status ?? 0,
    durationMs: clock.now() - started,
    attempt,
    rateLimitRemaining: meter.last()?.remaining,
  });
  return outcome;
}

/** The one place where a token is put into a request. */
function headersOf(
  { options }: RequestContext,
  { body, etag }: OutgoingRequest,
  token: Secret,
): Record<string, string> {
  return {
    ...(body === undefined ? {} : { "content-type": "application/json; charset=utf-8" }),
    ...(etag === undefined ? {} : { "if-none-match": etag }),
    // No cache on the way may answer by itself. Not `no-cache`, with a conditional
    // request: servers may take it for a wish for the whole answer and never say 304.
    "cache-control": "max-age=0",
    accept: "application/vnd.github+json",
    authorization: `Bearer ${token.reveal()}`,
    "user-agent": options.userAgent,
    "x-github-api-version": apiVersion,
  };
}

/**
 * Octokit takes `{name}` and `:name` in a URL for a place to fill in, also where GitHub's own link
 * has them, so they are escaped. The token goes to no other server.
 */
function octokitUrl(url: string, operation: Operation, context: RequestContext): string {
  const { origin, options } = context;
  const whole = /^https?:/.test(url) ? url : `${options.apiUrl.url}${url}`;
  if (!whole.startsWith(`${origin}/`))
    throw inContext(operation, malformedAnswer("its answer points to another server"));
  return whole.slice(origin.length).replace(/[{}:]/g, encodeURIComponent);
}

/**
 * GitHub answers a read with 200. A part (206), what a proxy has changed (203) or has yet to get (202)
 * could lack hooks, and a page says nothing of GitHub.
 */
function refuseOther(answer: HttpResponse, operation: Operation): void {
  const { status } = answer;
  parseFor(operation, answer, () => {
    if (isWebPage(answer)) readJson(answer);
    if (status !== 200) throw malformedAnswer(`GitHub's answer to a read is ${status}`, status);
  });
}

/** Where nothing of GitHub's API answers, its address comes first among what may be wrong. */
function withAddressHint(error: GitHubError, apiUrl: ApiUrl): GitHubError {
  const likely = likelyApiUrl(apiUrl);
  const { code, status, help = "" } = error;
  // The website of an Enterprise Server says 406 to who wants JSON, and a gateway may want a login of its own.
  const isElsewhere =
    ["malformed-answer", "moved"].includes(code) || [401, 404, 406].includes(status);
  if (likely === undefined || !isElsewhere) return error;
  const hint = `${apiUrl.url} may not be the address of the REST API: try --api-url ${likely}.`;
  return error.with({ help: `${hint} ${help}`.trim() });
}
