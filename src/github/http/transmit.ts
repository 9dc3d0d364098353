import type { Secret } from "../../model/secret.ts";
import { foreignWords } from "../../redact/foreign-text.ts";
import type { Answer } from "../errors/answer.ts";
import { AnswerHeaders } from "../errors/answer-headers.ts";
import { mostMebibytes, type NoAnswer, readNetworkFailure } from "../errors/no-answer.ts";
import type { OutgoingRequest, RequestContext } from "./request-context.ts";

/** Redirects are answers; and fetch adds no `Pragma: no-cache` to conditional requests. */
const asTheyAre = { redirect: "manual", cache: "no-cache" } as const;

/** What is read of a body once it is inflated. A page of a hundred repositories has about 1 MB. */
const mostBytes: number = mostMebibytes * 1024 * 1024;

const tooLarge = new Error("the body is too large");

async function readText({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw tooLarge;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/**
 * Sends one request and reads its answer to the last byte, within one limit of time and of size. A connection
 * that breaks in the middle of the body is a failure here; read later, it would look like an empty
 * answer, and an empty answer like a scope without hooks.
 *
 * The status alone decides for a write: once GitHub has answered 2xx it is done and must not be sent
 * again, so that a body which never arrives counts as an empty one.
 */
export function fetchWhole(
  fetch: typeof globalThis.fetch,
  url: string,
  init: RequestInit,
  timeoutMs: number,
  interrupt: AbortSignal | undefined,
): Promise<Answer | NoAnswer> {
  return new Promise((resolve) => {
    // Not `AbortSignal.any([AbortSignal.timeout()])`: Node 20 may collect the timeout as garbage, and
    // its timer does not keep the process alive.
    const controller = new AbortController();
    let accepted: Answer | undefined;
    const end = (outcome: Answer | NoAnswer): void => {
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
    const exchange = async (): Promise<Answer> => {
      const response = await fetch(url, { ...init, ...asTheyAre, signal: controller.signal });
      const { status } = response;
      const headers = new AnswerHeaders(response.headers);
      if (init.method !== "GET" && response.ok) accepted = { status, headers, text: "" };
      return { status, headers, text: await readText(response) };
    };
    exchange().then(end, (error: unknown) => {
      if (error === tooLarge) stop("answer-too-large");
      else end(accepted ?? readNetworkFailure(error));
    });
  });
}

/** The version of GitHub's API that every request asks for. */
export const apiVersion = "2022-11-28";

/** One attempt at a request. */
export interface Transmit {
  readonly url: string;
  readonly init: RequestInit;
  readonly token: Secret;
  /** 1 for the first, more for repeats. */
  readonly attempt: number;
  readonly timeoutMs: number;
}

/** Sends one attempt and reads its answer, counted and logged. */
export async function transmit(
  { options, clock, meter, origin }: RequestContext,
  { url, init, token, attempt, timeoutMs }: Transmit,
): Promise<Answer | NoAnswer> {
  const fetch = options.fetch ?? globalThis.fetch;
  const started = clock.now();
  meter.count();
  const outcome = await fetchWhole(fetch, url, init, timeoutMs, options.signal);
  const answer = "status" in outcome ? outcome : undefined;
  if (answer !== undefined) meter.observe(answer, clock.now());
  options.onRequest?.({
    method: init.method ?? "GET",
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
    // No cache on the way may answer by itself. Not `no-cache`, which fetch would add to a conditional
    // request by itself: servers may take it for a wish for the whole answer and never say 304.
    "cache-control": "max-age=0",
    accept: "application/vnd.github+json",
    authorization: `Bearer ${token.reveal()}`,
    "user-agent": options.userAgent,
    "x-github-api-version": apiVersion,
  };
}
