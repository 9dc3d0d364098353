import type { Secret } from "../../model/secret.ts";
import { foreignWords } from "../../redact/foreign-text.ts";
import { type NoAnswer, readNetworkFailure } from "../errors/no-answer.ts";
import type { HttpResponse } from "./http-response.ts";
import type { OutgoingRequest, RequestContext } from "./request-context.ts";
import { type Transport, type TransportRequest, tooLarge } from "./transport.ts";

/**
 * Sends one request and reads its answer within one limit of time. A connection
 * that breaks in the middle of the body is a failure here; read later, it would look like an empty
 * answer, and an empty answer like a scope without hooks.
 *
 * The status alone decides for a write: once GitHub has answered 2xx it is done and must not be sent
 * again, so that a body which never arrives counts as an empty one.
 */
function sendBounded(
  transport: Transport,
  url: string,
  request: Omit<TransportRequest, "signal">,
  timeoutMs: number,
  interrupt: AbortSignal | undefined,
): Promise<HttpResponse | NoAnswer> {
  return new Promise((resolve) => {
    // Not `AbortSignal.any([AbortSignal.timeout()])`: Node 20 may collect the timeout as garbage, and
    // its timer does not keep the process alive.
    const controller = new AbortController();
    let accepted: HttpResponse | undefined;
    const end = (outcome: HttpResponse | NoAnswer): void => {
      clearTimeout(timer);
      interrupt?.removeEventListener("abort", onInterrupt);
      resolve(outcome);
    };
    // Ends here and now: a fetch that was handed in may not listen to its signal.
    const stop = (kind: NoAnswer["kind"]): void => {
      end(accepted ?? { kind, detail: "", sent: true });
      controller.abort();
    };
    const onInterrupt = (): void => stop("interrupted");
    const timer = setTimeout(() => stop("timeout"), timeoutMs);
    interrupt?.addEventListener("abort", onInterrupt, { once: true });
    if (interrupt?.aborted === true) {
      onInterrupt();
      return;
    }
    transport(url, { ...request, signal: controller.signal }, ({ status, headers }) => {
      if (request.method !== "GET" && status >= 200 && status < 300)
        accepted = { status, headers, text: "" };
    }).then(end, (error: unknown) => {
      if (error === tooLarge) stop("answer-too-large");
      else end(accepted ?? readNetworkFailure(error));
    });
  });
}

/** The version of GitHub's API that every request asks for. */
export const apiVersion = "2022-11-28";

/** One attempt at a request, as it is handed to Octokit. */
export interface Attempt {
  readonly token: Secret;
  /** 1 for the first, more for repeats. */
  readonly attempt: number;
  readonly timeoutMs: number;
}

/** Sends one attempt and reads its answer, counted and logged. */
export async function transmit(
  { options, clock, meter, origin, transport }: RequestContext,
  url: string,
  request: Omit<TransportRequest, "signal">,
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
export function headersOf(
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
