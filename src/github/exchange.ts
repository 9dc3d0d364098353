import { GitHubError } from "../model/errors.ts";
import type { Answer } from "./answer.ts";
import { isWrite } from "./answer-error.ts";
import type { ClientOptions } from "./client-options.ts";
import type { Clock } from "./clock.ts";
import { fetchWhole } from "./fetch-whole.ts";
import { inContext, malformedAnswer } from "./malformed-answer.ts";
import type { NoAnswer } from "./no-answer.ts";
import type { Pace } from "./pace.ts";
import type { RateLimitGate } from "./rate-limit-gate.ts";
import type { RateLimitMeter } from "./rate-limit-meter.ts";
import { readLimitHit } from "./read-limit-hit.ts";
import { describePurpose, type RequestPurpose } from "./request-purpose.ts";

/** What all requests of one client share. */
export interface Wire {
  readonly options: ClientOptions;
  readonly origin: string;
  readonly fetch: typeof globalThis.fetch;
  readonly timeoutMs: number;
  readonly retryDelayMs: number;
  readonly clock: Clock;
  readonly pace: Pace;
  readonly gate: RateLimitGate;
  readonly meter: RateLimitMeter;
}

/** One request with its repeats, and how it went so far. */
export interface Exchange {
  /** What Octokit calls once for every attempt. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** How the last attempt ended; undefined where none was made. */
  readonly last: () => Answer | NoAnswer | undefined;
  /** Set where no attempt may follow and the reason is not an answer. */
  readonly refusal: () => GitHubError | undefined;
  /** Some attempt at a write may have had its effect, whatever a later one was answered. */
  readonly mayHaveHappened: () => boolean;
}

/**
 * The `fetch` of one request. Octokit and its plugins see only the status of an answer and what
 * they decide upon, so that no error of theirs can hold a token, a secret or GitHub's words; the
 * answer itself is kept here.
 */
export function createExchange(wire: Wire, purpose: RequestPurpose): Exchange {
  const { options, clock, pace, gate, meter } = wire;
  let attempt = 0;
  let limitHits = 0;
  let last: Answer | NoAnswer | undefined;
  let refusal: GitHubError | undefined;
  let mayHaveHappened = false;
  let inFlight = false;

  function refuse(error: GitHubError): Error {
    refusal = error;
    return abortError();
  }

  function refuseToWait(seconds: number): Error {
    const reason = gate.reason();
    const limit = reason === "rate-limited" ? "rate limit" : "secondary rate limit";
    return refuse(
      new GitHubError(
        reason,
        `cannot ${describePurpose(purpose)}: GitHub's ${limit} holds for another ${seconds} s`,
        {
          status: 0,
          mayHaveHappened,
          help: options.noWait
            ? "Run again then, or without --no-wait to wait for it."
            : "That is longer than any limit of GitHub's lasts. Run again then.",
        },
      ),
    );
  }

  async function waitForTurn(method: string): Promise<void> {
    options.signal?.throwIfAborted();
    // Without a share of chance, requests that failed together would come back together.
    if (attempt > 1 && failedForRepeat(last))
      await clock.sleep(Math.random() * wire.retryDelayMs, options.signal);
    await pace.take(method, options.signal);
    const seconds = await gate.pass(options.signal);
    if (seconds !== undefined) throw refuseToWait(seconds);
  }

  async function send(url: string, init: RequestInit): Promise<Answer | NoAnswer> {
    const method = init.method ?? "GET";
    const started = clock.now();
    meter.count();
    inFlight = true;
    const outcome = await fetchWhole(
      wire.fetch,
      url,
      { method, headers: headersOf(init, options), ...(init.body ? { body: init.body } : {}) },
      wire.timeoutMs,
      options.signal,
    );
    inFlight = false;
    const answer = "status" in outcome ? outcome : undefined;
    if (answer !== undefined) meter.observe(answer);
    options.onRequest?.({
      method,
      path: pathOf(url),
      status: answer?.status ?? 0,
      durationMs: clock.now() - started,
      attempt,
      rateLimitRemaining: meter.last()?.remaining,
    });
    return outcome;
  }

  async function attemptOnce(url: string, init: RequestInit): Promise<Response> {
    attempt += 1;
    if (new URL(url).origin !== wire.origin)
      throw refuse(inContext(purpose, malformedAnswer("its answer points to another server")));
    try {
      await waitForTurn(init.method ?? "GET");
    } catch (error) {
      if (options.signal?.aborted !== true) throw error;
      last = { kind: "interrupted", detail: "", sent: false };
      throw abortError();
    }
    const outcome = await send(url, init);
    last = outcome;
    if (!("status" in outcome)) {
      mayHaveHappened ||= outcome.sent && isWrite(purpose);
      throw outcome.kind === "interrupted" ? abortError() : new Error("no answer");
    }
    if (outcome.status >= 500) mayHaveHappened ||= isWrite(purpose);
    if (outcome.status < 300) pace.observe(outcome.headers.has("x-ratelimit-limit"));
    const hit = readLimitHit(outcome, limitHits, clock.now());
    if (hit === undefined) return reduced(outcome.status);
    limitHits += 1;
    gate.shut(hit);
    return reduced(outcome.status, { "x-ratelimit-remaining": "0" });
  }

  return {
    fetch: attemptOnce,
    last: () => last,
    refusal: () => refusal,
    mayHaveHappened: () => mayHaveHappened || (inFlight && isWrite(purpose)),
  };
}

/**
 * Octokit repeats whatever fetch rejects with, but for an AbortError. plugin-retry looks into its
 * `request`, which is empty so that it finds nothing to repeat.
 */
function abortError(): Error {
  return Object.assign(new Error("no further attempt"), { name: "AbortError", request: {} });
}

function failedForRepeat(last: Answer | NoAnswer | undefined): boolean {
  return last !== undefined && (!("status" in last) || last.status >= 500);
}

/** The one place where the token is sent from; Octokit never holds it. */
function headersOf(init: RequestInit, options: ClientOptions): Headers {
  const headers = new Headers(init.headers);
  headers.set("accept", "application/vnd.github+json");
  headers.set("authorization", `Bearer ${options.credentials.token.reveal()}`);
  headers.set("user-agent", options.userAgent);
  headers.set("x-github-api-version", "2022-11-28");
  return headers;
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}

function reduced(status: number, headers: Record<string, string> = {}): Response {
  const empty = status === 204 || status === 205 || status === 304;
  return new Response(empty ? null : "{}", {
    status,
    headers: { ...headers, "content-type": "application/json" },
  });
}
