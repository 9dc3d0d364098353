import type { Clock } from "../../model/clock.ts";
import { GitHubError } from "../../model/errors.ts";
import type { RateLimit, WaitNotice } from "../client-options.ts";
import { type HttpResponse, type ResponseHeaders, readErrorBody } from "../http/http-response.ts";
import { describeOperation, type Operation } from "../operation.ts";

export type RateLimitMeter = ReturnType<typeof createRateLimitMeter>;

/** Counts requests and remembers what GitHub last said is left of the hour's budget. */
export function createRateLimitMeter() {
  let requests = 0;
  let last: RateLimit | undefined;
  let ahead: number | undefined;
  return {
    count: (): void => {
      requests += 1;
    },
    requests: () => requests,
    /** @param now when the answer came, by this machine's clock */
    observe: ({ headers }: HttpResponse, now: number): void => {
      const date = headers.date();
      // An answer takes its time, so that the latest of all times is the nearest.
      if (date !== undefined) ahead = Math.max(ahead ?? Number.NEGATIVE_INFINITY, date - now);
      const limit = headers.number("x-ratelimit-limit");
      const remaining = headers.number("x-ratelimit-remaining");
      const reset = headers.number("x-ratelimit-reset");
      if (limit === undefined || remaining === undefined || reset === undefined) return;
      const seen = { limit, remaining, reset };
      // Answers overtake each other, and within one hour the budget only shrinks.
      const stale =
        last !== undefined &&
        (seen.reset < last.reset || (seen.reset === last.reset && seen.remaining > last.remaining));
      if (!stale) last = seen;
    },
    last: () => last,
    /** How far GitHub's clock is ahead of ours, or at most a second less, once an answer had a Date. */
    clockAhead: () => ahead,
  };
}

/** What GitHub's clock shows by the answers that the meters have seen; see `GitHubReader`. */
export function githubTime(clock: Clock, meters: readonly RateLimitMeter[]): number | undefined {
  const ahead = meters.map(({ clockAhead }) => clockAhead()).filter((one) => one !== undefined);
  return ahead.length === 0 ? undefined : clock.now() + Math.max(...ahead);
}

/** The limit of which the least is left. */
export function tightest(limits: readonly (RateLimit | undefined)[]): RateLimit | undefined {
  return limits
    .filter((limit) => limit !== undefined)
    .toSorted((left, right) => left.remaining - right.remaining)[0];
}

export type LimitPause = Pick<WaitNotice, "seconds" | "reason">;

/** GitHub's windows are an hour long. A much longer wait is not worth it. */
const longestWait = 2 * 3_600_000;

/**
 * One gate for all requests of a client. Asking on while GitHub refuses can get an integration
 * banned, so the first refusal stops everybody, not just the request that met it:
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
 */
export function createRateLimitGate(
  clock: Clock,
  noWait: boolean,
  onWait: ((wait: WaitNotice) => void) | undefined,
) {
  let shutUntil = 0;
  let reportedUntil = 0;
  let reason: WaitNotice["reason"] = "rate-limited";

  function report(left: number): void {
    // Many requests meet the same limit within the same second: it is reported once.
    if (shutUntil - reportedUntil <= 2_000) return;
    reportedUntil = shutUntil;
    onWait?.({ seconds: Math.ceil(left / 1_000), until: shutUntil, reason });
  }

  return {
    /** Waits while the gate is shut. Where it may not, it answers with the seconds to wait. */
    waitUntilOpen: async (signal: AbortSignal | undefined): Promise<number | undefined> => {
      for (let left = shutUntil - clock.now(); left > 0; left = shutUntil - clock.now()) {
        if (noWait || left > longestWait) return Math.ceil(left / 1_000);
        // Reported by who waits: nobody waits for a limit that the last request meets.
        report(left);
        await clock.sleep(left, signal);
      }
      return undefined;
    },
    isOpen: () => clock.now() >= shutUntil,
    /** GitHub asked for a pause: nobody may pass before it is over. */
    pauseFor: (pause: LimitPause): void => {
      const until = clock.now() + pause.seconds * 1_000;
      if (until <= shutUntil) return;
      shutUntil = until;
      reason = pause.reason;
    },
    /** Why it was shut last. */
    reason: () => reason,
  };
}

/**
 * Whether GitHub refused a request because of a rate limit, and how long it asks to wait.
 * `earlier` = how often this request was refused before, because waits without a hint grow.
 *
 * The order of the hints is GitHub's: `retry-after`, then `x-ratelimit-reset`, then a minute and more.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
export function readLimitHit(
  answer: HttpResponse,
  earlier: number,
  now: number,
): LimitPause | undefined {
  if (answer.status !== 403 && answer.status !== 429) return undefined;
  const { message, documentationUrl } = readErrorBody(answer.text);
  const after = secondsToRetry(answer.headers, now);
  // Old servers call it an abuse detection mechanism and link to #abuse-rate-limits.
  const secondary =
    /secondary rate limit|abuse detection/i.test(message) ||
    /#(?:about-)?(?:secondary|abuse)-rate-limits/.test(documentationUrl);
  // A 403 may also be about permissions and happen to be the last request of the hour.
  const primary =
    answer.headers.number("x-ratelimit-remaining") === 0 &&
    (answer.status === 429 || message === "" || /rate limit/i.test(message));
  if (!secondary && !primary && answer.status === 403 && after === undefined) return undefined;
  const reason = primary && !secondary ? "rate-limited" : "secondary-rate-limit";
  if (after !== undefined) return { reason, seconds: Math.max(1, Math.ceil(after)) };
  return { reason, seconds: timeToReset(answer.headers, now) ?? 60 * 2 ** earlier };
}

/**
 * GitHub gives seconds; the standard has a date as well, which proxies may give. Less than nothing is
 * no hint.
 */
function secondsToRetry(headers: ResponseHeaders, now: number): number | undefined {
  const seconds = headers.number("retry-after");
  if (seconds !== undefined) return seconds < 0 ? undefined : seconds;
  const date = headers.date("retry-after");
  return date === undefined ? undefined : Math.max(0, (date - (headers.date() ?? now)) / 1_000);
}

/**
 * Seconds to the reset where nothing is left of the hour's budget, told by GitHub's clock where the
 * answer has its date: this machine's may be wrong by more than the wait. One second more, so that
 * it is over for certain.
 */
export function timeToReset(headers: ResponseHeaders, now: number): number | undefined {
  const reset = headers.number("x-ratelimit-reset");
  if (headers.number("x-ratelimit-remaining") !== 0 || reset === undefined) return undefined;
  return Math.max(1, Math.ceil(reset - (headers.date() ?? now) / 1_000) + 1);
}

export function waitRefused(
  operation: Operation,
  reason: WaitNotice["reason"],
  seconds: number,
  noWait: boolean,
): GitHubError {
  const limit = reason === "rate-limited" ? "rate limit" : "secondary rate limit";
  // What no limit can mean is not worth its digits.
  const wait = seconds > 7 * 86_400 ? "more than a week" : `another ${seconds} s`;
  return new GitHubError(
    reason,
    `cannot ${describeOperation(operation)}: GitHub's ${limit} holds for ${wait}`,
    {
      help: noWait
        ? "Run again then, or without --no-wait to wait for it."
        : "That is longer than any limit of GitHub's lasts. Run again then.",
    },
  );
}
