import { GitHubError } from "../../model/errors.ts";
import type { BeforeWrite } from "../../model/github-port.ts";
import type { Secret } from "../../model/secret.ts";
import { answerError } from "../errors/answer-error.ts";
import { type NoAnswer, noAnswerError } from "../errors/no-answer.ts";
import { describeOperation, isWrite, methodOf, type Operation } from "../operation.ts";
import { readLimitHit, timeToReset, waitRefused } from "../pace/rate-limit.ts";
import type { HttpResponse } from "./http-response.ts";
import type { OutgoingRequest, RequestContext } from "./request-context.ts";

/** One attempt at a request. */
export interface Attempt {
  readonly token: Secret;
  /** 1 for the first, more for repeats. */
  readonly attempt: number;
  readonly timeoutMs: number;
}

export interface Sent {
  /** A success, a redirect, or a 304 that was asked for. */
  readonly answer: HttpResponse;
  /** Whether an attempt before it may have had its effect. */
  readonly mayHaveHappened: boolean;
  /** Every token that was sent. */
  readonly tokens: readonly Secret[];
}

/** How often a request is sent again that has failed. */
const mostFailures = 3;

/** How often a request is sent again that a rate limit refused, after waiting each time. */
const mostRefusals = 5;

/** In milliseconds: what was looked at so long before its write has to be looked at again. */
const longHold = 5_000;

/** In seconds: a reset that is further away is a mistake, and the next answer will tell. */
const aboutAnHour = 3_700;

/**
 * One request with its repeats: waits for its turn, for a place and for limits, looks before a write,
 * and sends again what has failed, or was refused by a limit, where that does no harm. All waits end
 * with the signals; what is in flight when `stopWaiting` comes is finished.
 *
 * @throws GitHubError for every answer but a success, a redirect and a 304 that was asked for
 */
export async function sendWithRepeats(
  context: RequestContext,
  { operation, url, etag, before, sensitive = [] }: OutgoingRequest,
  send: (attempt: Attempt) => Promise<HttpResponse | NoAnswer>,
): Promise<Sent> {
  const { options, clock, pace, gate, tokens: provider, noMoreWaits, timeoutMs } = context;
  const method = url === undefined ? methodOf(operation) : "GET";
  const { retryDelayMs = 1_000, totalTimeoutMs = 120_000 } = options;
  // A create that got no answer may have happened, and who asked for it must look first. An App's
  // token that nobody got does no harm.
  const isSentOnce = method === "POST" && isWrite(operation);
  // What is asked for after the wish to stop belongs to something that was begun before, such as the
  // second half of an update: it may still go, if it need not wait for a limit.
  const isLate = options.stopWaiting?.aborted === true;
  const tokens: Secret[] = [];
  /** How the attempts ended, in their order. */
  const outcomes: (HttpResponse | NoAnswer)[] = [];
  let failures = 0;
  let refusals = 0;
  let spentMs = 0;
  /** It was the request's turn, and nothing has left since. A read needs none. */
  let hasTurn = method === "GET";
  let lookedAt: number | undefined;
  let hasLookFailed = false;
  let hasRenewed = false;

  const isStopped = (): boolean =>
    options.signal?.aborted === true || (!isLate && noMoreWaits?.aborted === true);

  /** Some attempt at a write may have had its effect, whatever a later one was answered. */
  const mayHaveHappened = (): boolean => isWrite(operation) && outcomes.some(mayHaveActed);

  function errorOf(outcome: HttpResponse | NoAnswer): GitHubError {
    const { proxy, known = [] } = options;
    const request = {
      operation,
      credential: provider.kind,
      isOAuth: provider.isOAuth(),
      origin: context.origin,
      proxy,
      sensitive: [
        ...tokens,
        ...(proxy?.credentials === undefined ? [] : [proxy.credentials]),
        ...sensitive,
        ...known,
      ],
      mayHaveHappened: mayHaveHappened(),
      now: clock.now(),
    };
    return "status" in outcome
      ? answerError(outcome, request)
      : noAnswerError(outcome, request, timeoutMs);
  }

  function stopped(): GitHubError {
    const last = outcomes.at(-1);
    // What an attempt has ended with says more than that no other one follows.
    const hasFailed = last !== undefined && isFailure(last) && options.signal?.aborted !== true;
    return errorOf(hasFailed ? last : { kind: "interrupted", detail: "", sent: false });
  }

  /** The error for what ended a wait. */
  function afterWait(error: unknown): unknown {
    const isInterrupted = error instanceof GitHubError && error.code === "interrupted";
    if (error instanceof GitHubError && !isInterrupted)
      return mayHaveHappened() ? error.with({ mayHaveHappened: true }) : error;
    // What a look throws is the outcome, but for its own request that was interrupted.
    const isOfLook = hasLookFailed && !isInterrupted;
    return noMoreWaits?.aborted === true && !isOfLook ? stopped() : error;
  }

  async function waitForTurn(): Promise<void> {
    // Shut while this one waited: a turn from before the pause is none behind it.
    while (!hasTurn || !gate.isOpen()) {
      const seconds = await gate.waitUntilOpen(noMoreWaits);
      if (seconds !== undefined)
        throw waitRefused(operation, gate.reason(), seconds, options.noWait === true);
      await pace.turn(method, noMoreWaits, operation.kind === "create-hook");
      hasTurn = true;
    }
  }

  /** Looks before an attempt at a write once it is its turn, so that little time lies between the two. */
  async function look(act: BeforeWrite): Promise<void> {
    // What it asks may be the first request of all, and this one is not: it would wait for it.
    context.firstRequest.leave(operation, undefined);
    await waitForTurn();
    try {
      await act(mayHaveHappened());
    } catch (error) {
      hasLookFailed = true;
      throw error;
    }
    lookedAt = clock.now();
  }

  /** Notes what an answer says of limits. True where a limit has refused the request. */
  function isRefused(answer: HttpResponse): boolean {
    if (answer.status < 300 || (answer.status === 304 && etag !== undefined))
      pace.observe(answer.headers.has("x-ratelimit-limit"));
    const hit = readLimitHit(answer, refusals, clock.now());
    if (hit !== undefined) {
      gate.pauseFor(hit);
      if (hit.reason === "secondary-rate-limit") pace.slowDown(clock.now() + hit.seconds * 1_000);
      return true;
    }
    // The last request of the hour: more requests would only be refused.
    const seconds = answer.status < 400 ? timeToReset(answer.headers, clock.now()) : undefined;
    if (seconds !== undefined && seconds <= aboutAnHour)
      gate.pauseFor({ seconds, reason: "rate-limited" });
    return false;
  }

  async function transmit(): Promise<HttpResponse | NoAnswer> {
    const leftMs = totalTimeoutMs - spentMs;
    if (leftMs <= 0) throw notSent("timeout", operation, context, totalTimeoutMs);
    const next = provider.token();
    const token = next instanceof Promise ? await next : next;
    if (tokens.at(-1) !== token) tokens.push(token);
    // The token may have taken a request of its own.
    if (isStopped()) throw stopped();
    const started = clock.now();
    const attempt = { token, attempt: outcomes.length + 1, timeoutMs: Math.min(timeoutMs, leftMs) };
    const outcome = await send(attempt);
    outcomes.push(outcome);
    context.firstRequest.observe(outcome);
    spentMs += clock.now() - started;
    if (!("status" in outcome)) return outcome;
    if (outcome.status !== 401 || hasRenewed || !provider.renew(token, outcome)) return outcome;
    // A 401 is a certain no, so this may be any method. Once: the next token may be refused as well.
    hasRenewed = true;
    return await transmit();
  }

  /** What the places are held for; undefined where the look before it was too long ago. */
  async function attemptOnce() {
    if (isStopped()) throw stopped();
    // Asking what is left costs nothing and is answered also where nothing is.
    while (operation.kind !== "read-rate-limit") {
      if (!hasTurn || !gate.isOpen()) await waitForTurn();
      await pace.acquire(method, noMoreWaits);
      if (gate.isOpen()) break;
    }
    if (lookedAt !== undefined && clock.now() - lookedAt > longHold) return undefined;
    hasTurn = method === "GET";
    const outcome = await transmit();
    return { outcome, isRefused: "status" in outcome && isRefused(outcome) };
  }

  async function withPlaces<Result>(act: () => Promise<Result>): Promise<Result> {
    const stop = isLate ? options.signal : noMoreWaits;
    const leaveWrites = method === "GET" ? undefined : await context.writesAtOnce.acquire(stop);
    try {
      const leave = await context.requestsAtOnce.acquire(stop);
      try {
        return await act();
      } finally {
        leave();
      }
    } finally {
      leaveWrites?.();
    }
  }

  async function waitToRepeat(): Promise<void> {
    failures += 1;
    const delay = retryDelayMs * failures ** 2;
    spentMs += delay;
    // Without a share of chance, requests that failed together would come back together.
    await clock.sleep(delay + Math.random() * retryDelayMs, noMoreWaits);
  }

  async function lastOutcome(): Promise<HttpResponse | NoAnswer> {
    for (let looks = 0; looks <= mostRefusals; ) {
      if (before !== undefined) await look(before);
      const attempted = await withPlaces(attemptOnce);
      looks += attempted === undefined ? 1 : 0;
      if (attempted === undefined) continue;
      const { outcome } = attempted;
      if (attempted.isRefused) {
        refusals += 1;
        if (options.noWait === true || refusals > mostRefusals) return outcome;
      } else {
        const isLast = !isFailure(outcome) || isSentOnce || failures === mostFailures;
        // Nobody is to wait for a repeat.
        if (isLast || noMoreWaits?.aborted === true) return outcome;
        await waitToRepeat();
      }
    }
    const message = `cannot ${describeOperation(operation)}: no request was made`;
    throw new GitHubError("request-failed", message);
  }

  const outcome = await lastOutcome().catch((error: unknown) => {
    throw afterWait(error);
  });
  const isError = !("status" in outcome) || outcome.status >= 400;
  if (isError || (outcome.status === 304 && etag === undefined)) throw errorOf(outcome);
  return { answer: outcome, mayHaveHappened: mayHaveHappened(), tokens };
}

function mayHaveActed(outcome: HttpResponse | NoAnswer): boolean {
  if (!("status" in outcome)) return outcome.sent;
  return outcome.status < 300 || outcome.status >= 500;
}

/** What another attempt may get over. Wrong credentials, sent again and again, lock an account. */
function isFailure(outcome: HttpResponse | NoAnswer): boolean {
  if ("status" in outcome) return outcome.status >= 500;
  if (outcome.kind === "answer-too-large") return false;
  return outcome.kind !== "proxy-refused" || Number(outcome.detail) >= 500;
}

/** The error for a request that did not leave this machine. */
export function notSent(
  kind: "timeout" | "interrupted",
  operation: Operation,
  { options, origin, timeoutMs }: RequestContext,
  limitMs = timeoutMs,
): GitHubError {
  const request = { origin, proxy: options.proxy, operation, mayHaveHappened: false };
  return noAnswerError({ kind, detail: "", sent: false }, request, limitMs);
}
