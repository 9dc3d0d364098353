import { GitHubError } from "../../model/errors.ts";
import type { Secret } from "../../model/secret.ts";
import type { Answer } from "../errors/answer.ts";
import { isWrite } from "../errors/answer-error.ts";
import { inContext, malformedAnswer } from "../errors/malformed-answer.ts";
import { type NoAnswer, noAnswerError } from "../errors/no-answer.ts";
import type { RequestPurpose } from "../errors/request-purpose.ts";
import { readLimitHit, timeToReset, waitRefused } from "../pace/rate-limit.ts";
import { watchStop } from "../pace/signals.ts";
import type { OutgoingRequest } from "./channel.ts";
import { transmit } from "./transmit.ts";
import type { Wire } from "./wire.ts";

/** Where a request with its repeats stands. */
type State =
  /** For its turn, a limit, a repeat: nothing of it is on its way, and another attempt may follow. */
  | { readonly kind: "waiting" }
  | { readonly kind: "in-flight" }
  /** GitHub has said its last word, which a queue may still be handing on. */
  | { readonly kind: "answered" }
  /** No attempt may follow, and the reason is not an answer. */
  | { readonly kind: "refused"; readonly error: GitHubError };

const waiting: State = { kind: "waiting" };

/** One request with its repeats, and how it went so far. */
export interface Exchange {
  /** What Octokit calls once for every attempt. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /**
   * Looks before an attempt at a write, once it is its turn, so that little time lies between the two.
   */
  readonly look: (method: string, look: () => Promise<void>) => Promise<void>;
  /** How the last attempt ended; undefined where none was made. */
  readonly last: () => Answer | NoAnswer | undefined;
  /** Set where no attempt may follow and the reason is not an answer. */
  readonly refusal: () => GitHubError | undefined;
  /** Some attempt at a write may have had its effect, whatever a later one was answered. */
  readonly mayHaveHappened: () => boolean;
  /** Every token that was sent. */
  readonly tokens: () => readonly Secret[];
  /** Aborted where nobody needs to wait for the request any more. */
  readonly idle: AbortSignal | undefined;
  readonly end: () => void;
}

/**
 * The `fetch` of one request. Octokit and its plugins see only the status of an answer and what
 * they decide upon, so that no error of theirs can hold a token, a secret or GitHub's words; the
 * answer itself is kept here.
 *
 * @param request `etag`: of a list that is at hand already: GitHub answers 304 where it has not changed
 */
export function createExchange(
  wire: Wire,
  { purpose, etag }: Pick<OutgoingRequest, "purpose" | "etag">,
): Exchange {
  const { options, clock, pace, gate, authority, noMoreWaits } = wire;
  const tokens: Secret[] = [];
  let attempt = 0;
  let limitHits = 0;
  let spentMs = 0;
  /** It was the request's turn, and nothing has left since. */
  let hasTurn = false;
  let hasLooked = false;
  let hasRenewed = false;
  let state: State = waiting;
  /** How the attempts ended, in their order. */
  const outcomes: (Answer | NoAnswer)[] = [];
  const stop = watchStop(options.stopWaiting, () => {
    if (state.kind === "in-flight" || state.kind === "answered") return true;
    // What an attempt has ended with says more than that no other one follows.
    if (state.kind === "waiting" && !hasFailedForRepeat())
      state = { kind: "refused", error: interruptedError(wire, purpose) };
    return false;
  });

  function hasFailedForRepeat(): boolean {
    const last = outcomes.at(-1);
    return last !== undefined && failedForRepeat(last);
  }

  function refuse(error: GitHubError): Error {
    state = { kind: "refused", error };
    return abortError();
  }

  async function waitForTurn(method: string): Promise<void> {
    options.signal?.throwIfAborted();
    if (stop.asked())
      throw hasFailedForRepeat() ? abortError() : refuse(interruptedError(wire, purpose));
    // Without a share of chance, requests that failed together would come back together.
    if (attempt > 1 && hasFailedForRepeat())
      await clock.sleep(Math.random() * wire.retryDelayMs, noMoreWaits);
    // Asking what is left costs nothing and is answered also where nothing is.
    if (purpose.kind === "read-rate-limit") return;
    do {
      await takeTurn(method);
      await pace.take(method, noMoreWaits);
    } while (!gate.isOpen());
  }

  async function takeTurn(method: string): Promise<void> {
    // Shut while this one waited: a turn from before the pause is none behind it.
    while (!hasTurn || !gate.isOpen()) {
      const seconds = await gate.pass(noMoreWaits);
      if (seconds !== undefined)
        throw refuse(waitRefused(purpose, gate.reason(), seconds, options.noWait === true));
      await pace.turn(method, noMoreWaits, purpose.kind === "create-hook");
      hasTurn = true;
    }
  }

  /** Runs what may wait; where nobody is to wait any more, no attempt follows. */
  async function orRefused<T>(wait: () => Promise<T>): Promise<T> {
    try {
      return await wait();
    } catch (error) {
      // No token could be had.
      if (error instanceof GitHubError) throw refuse(error);
      if (state.kind === "refused" || noMoreWaits?.aborted !== true) throw error;
      if (options.signal?.aborted !== true) throw refuse(interruptedError(wire, purpose));
      outcomes.push({ kind: "interrupted", detail: "", sent: false });
      throw abortError();
    }
  }

  async function nextToken(): Promise<Secret> {
    const current = authority.token();
    const token = current instanceof Promise ? await current : current;
    if (tokens.at(-1) !== token) tokens.push(token);
    return token;
  }

  /** One attempt on the wire, once the limits let it go. */
  async function send(path: string, init: RequestInit): Promise<Answer | NoAnswer> {
    const left = wire.totalTimeoutMs - spentMs;
    if (left <= 0) throw refuse(tookTooLong(wire, purpose));
    const token = await nextToken();
    // The token may have taken a request of its own, during which nobody waited for this one.
    if (stop.asked()) throw abortError();
    const started = clock.now();
    state = { kind: "in-flight" };
    const timeoutMs = Math.min(wire.timeoutMs, left);
    const outcome = await transmit(wire, { path, init, token, etag, attempt, timeoutMs });
    // It counts as in flight until it is judged: an interrupt may ask before that.
    outcomes.push(outcome);
    wire.opening.observe(outcome);
    spentMs += clock.now() - started;
    if (!("status" in outcome)) return outcome;
    if (outcome.status !== 401 || hasRenewed || !authority.renew(token, outcome)) return outcome;
    // A 401 is a certain no, so this may be any method. Once: the next token may be refused as well.
    hasRenewed = true;
    state = waiting;
    attempt += 1;
    return await send(path, init);
  }

  async function attemptOnce(url: string, init: RequestInit): Promise<Response> {
    attempt += 1;
    if (!url.startsWith(`${wire.origin}/`))
      throw refuse(inContext(purpose, malformedAnswer("its answer points to another server")));
    const outcome = await orRefused(async () => {
      const from = clock.now();
      await waitForTurn(init.method ?? "GET");
      if (hasLooked && clock.now() - from > longHold) return undefined;
      hasTurn = false;
      return await send(url.slice(wire.origin.length), init);
    });
    if (outcome === undefined) return reduced(429, lookAgain);
    state = waiting;
    // Nobody is to wait for a repeat.
    if (failedForRepeat(outcome) && options.stopWaiting?.aborted === true) throw abortError();
    // plugin-retry's delays belong to the time that a request takes.
    if (failedForRepeat(outcome)) spentMs += wire.retryDelayMs * attempt ** 2;
    if (!("status" in outcome))
      throw outcome.kind === "interrupted" || !failedForRepeat(outcome)
        ? abortError()
        : new Error("no answer");
    return judge(outcome);
  }

  function judge(answer: Answer): Response {
    const isUnchanged = answer.status === 304 && etag !== undefined;
    if (answer.status < 300 || isUnchanged) pace.observe(answer.headers.has("x-ratelimit-limit"));
    const hit = readLimitHit(answer, limitHits, clock.now());
    if (hit !== undefined) {
      limitHits += 1;
      gate.shut(hit);
      if (hit.reason === "secondary-rate-limit") pace.slowDown(clock.now() + hit.seconds * 1_000);
      return reduced(answer.status, limited);
    }
    // The last request of the hour: whoever asked on would only be refused.
    const seconds = answer.status < 400 ? timeToReset(answer.headers, clock.now()) : undefined;
    if (seconds !== undefined && seconds <= aboutAnHour)
      gate.shut({ seconds, reason: "rate-limited" });
    if (!failedForRepeat(answer)) state = { kind: "answered" };
    return reduced(isUnchanged ? 200 : answer.status);
  }

  return {
    fetch: attemptOnce,
    look: async (method, look) => {
      await orRefused(() => takeTurn(method));
      await look();
      hasLooked = true;
    },
    last: () => outcomes.at(-1),
    refusal: () => (state.kind === "refused" ? state.error : undefined),
    mayHaveHappened: () =>
      isWrite(purpose) && (state.kind === "in-flight" || outcomes.some(mayHaveActed)),
    tokens: () => tokens,
    idle: stop.idle,
    end: stop.end,
  };
}

/** In milliseconds: what was looked at so long before its write has to be looked at again. */
const longHold = 5_000;

/** A reset that is further away is a mistake, and the next answer will tell. */
const aboutAnHour = 3_700;

/**
 * Octokit repeats whatever fetch rejects with, but for an AbortError. plugin-retry looks into its
 * `request`, which is empty so that it finds nothing to repeat.
 */
export function abortError(): Error {
  return Object.assign(new Error("no further attempt"), { name: "AbortError", request: {} });
}

function mayHaveActed(outcome: Answer | NoAnswer): boolean {
  if (!("status" in outcome)) return outcome.sent;
  return outcome.status < 300 || outcome.status >= 500;
}

/** What another attempt may get over. Wrong credentials, sent again and again, lock an account. */
function failedForRepeat(outcome: Answer | NoAnswer): boolean {
  if ("status" in outcome) return outcome.status >= 500;
  if (outcome.kind === "answer-too-large") return false;
  return outcome.kind !== "proxy-refused" || Number(outcome.detail) >= 500;
}

function tookTooLong(wire: Wire, purpose: RequestPurpose): GitHubError {
  const failure = { kind: "timeout", detail: "", sent: false } as const;
  return noAnswerError(failure, { ...wire, purpose, mayHaveHappened: false }, wire.totalTimeoutMs);
}

export function interruptedError(wire: Wire, purpose: RequestPurpose): GitHubError {
  const failure = { kind: "interrupted", detail: "", sent: false } as const;
  return noAnswerError(failure, { ...wire, purpose, mayHaveHappened: false }, wire.timeoutMs);
}

const nothing: ReadonlyMap<string, string> = new Map();
const limited: ReadonlyMap<string, string> = new Map([["x-ratelimit-remaining", "0"]]);
/** Of an attempt that was not made, because too much time lies behind the look before it. */
const lookAgain: ReadonlyMap<string, string> = new Map([["x-look-again", "1"]]);

/** What Octokit reads of a Response, without the streams that a real one is made of. */
function reduced(status: number, headers = nothing): Response {
  return { status, url: "", headers, text: async () => "" } as unknown as Response;
}
