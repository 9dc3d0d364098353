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
    if (!context.firstRequest.isOpen())
      await context.firstRequest.enter(operation, context.noMoreWaits).catch((error: unknown) => {
        throw error instanceof GitHubError ? error : notSent("interrupted", operation, context);
      });
    let failure: unknown;
    try {
      const { data } = await octokit.request({
        method: url === undefined ? methodOf(operation) : "GET",
        url: targetOf(url ?? pathOf(operation), operation, context),
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

  async function redirected(
    { operation, sensitive = [] }: OutgoingRequest,
    { answer, mayHaveHappened, tokens: sentTokens }: Sent,
  ): Promise<GitHubError> {
    const error = await redirectError(answer, {
      operation,
      apiUrl: options.apiUrl.url,
      known: [...sentTokens, ...sensitive, ...(options.known ?? [])],
      read: async (url) => (await send({ operation, url })).answer,
    });
    // Of several attempts, an earlier one may have come through before the scope was moved.
    return mayHaveHappened ? error.with({ mayHaveHappened: true }) : error;
  }

  return {
    meter: context.meter,
    /** Resolves with a success, or a 304 that was asked for; whatever else throws a GitHubError. */
    send: async (request: OutgoingRequest): Promise<HttpResponse> => {
      try {
        const sent = await send(request);
        const { answer } = sent;
        const isKept = answer.status === 304;
        if (answer.status >= 300 && !isKept) throw await redirected(request, sent);
        if (!isKept && methodOf(request.operation) === "GET")
          refuseOther(answer, request.operation);
        tokens.observe?.(answer);
        return answer;
      } catch (error) {
        throw error instanceof GitHubError ? withAddressHint(error, options.apiUrl) : error;
      }
    },
  };
}

/**
 * Octokit's requests, with one hook in the place of their sending: what may leave at all, limits, repeats,
 * and errors, none of which holds the answer. Nothing is filled into a URL, because GitHub's own links may
 * have `{name}` or `:name` in them. The library is heavy and half of the commands never ask GitHub, so it
 * is loaded here and not at start-up.
 */
async function createOctokit(context: RequestContext, access: Access): Promise<Octokit> {
  const { Octokit } = await import("@octokit/core");
  const octokit = new Octokit({ baseUrl: context.origin });
  octokit.hook.wrap("request", async (_, { method, baseUrl, url, request }) => {
    refuseWrites(access, method, url);
    const { outgoing } = request as unknown as { readonly outgoing: OutgoingRequest };
    const body = outgoing.body === undefined ? undefined : JSON.stringify(outgoing.body);
    const data = await sendWithRepeats(context, outgoing, (attempt) => {
      const headers = headersOf(context, outgoing, attempt.token);
      return transmit(context, baseUrl + url, { method, headers, body }, attempt);
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
function headersOf({ options }: RequestContext, { body, etag }: OutgoingRequest, token: Secret) {
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

/** A path with its query. The token goes to no other server. */
function targetOf(url: string, operation: Operation, context: RequestContext): string {
  const { origin, options } = context;
  const whole = url.startsWith("/") ? `${options.apiUrl.url}${url}` : url;
  if (!whole.startsWith(`${origin}/`))
    throw inContext(operation, malformedAnswer("its answer points to another server"));
  return whole.slice(origin.length);
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
