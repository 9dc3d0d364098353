import { type Answer, readErrorBody } from "../answers/answer.ts";
import type { AnswerHeaders } from "../answers/answer-headers.ts";
import type { Pause } from "./rate-limit-gate.ts";

/**
 * Whether GitHub refused a request because of a rate limit, and how long it asks to wait.
 * `earlier` = how often this request was refused before, because waits without a hint grow.
 *
 * The order of the hints is GitHub's: `retry-after`, then `x-ratelimit-reset`, then a minute and more.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
export function readLimitHit(answer: Answer, earlier: number, now: number): Pause | undefined {
  if (answer.status !== 403 && answer.status !== 429) return undefined;
  const { message, documentationUrl } = readErrorBody(answer.text);
  const after = secondsToRetry(answer.headers, now);
  // Old servers speak of an abuse detection mechanism and link to #abuse-rate-limits.
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
  return {
    reason,
    seconds: timeToReset(answer.headers, now) ?? 60 * 2 ** earlier,
  };
}

/**
 * GitHub gives seconds; the standard has a date as well, which proxies may give. Less than nothing is
 * no hint.
 */
function secondsToRetry(headers: AnswerHeaders, now: number): number | undefined {
  const seconds = headers.number("retry-after");
  if (seconds !== undefined) return seconds < 0 ? undefined : seconds;
  const date = Date.parse(headers.get("retry-after") ?? "");
  return Number.isNaN(date) ? undefined : Math.max(0, (date - (theirTime(headers) ?? now)) / 1_000);
}

/** What the server's clock says. */
function theirTime(headers: AnswerHeaders): number | undefined {
  const date = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(date) ? undefined : date;
}

/**
 * Seconds to the reset where nothing is left of the hour's budget, told by GitHub's clock where the
 * answer has its date: this machine's may be wrong by more than the wait. One second more, so that
 * it is over for certain.
 */
export function timeToReset(headers: AnswerHeaders, now: number): number | undefined {
  const reset = headers.number("x-ratelimit-reset");
  if (headers.number("x-ratelimit-remaining") !== 0 || reset === undefined) return undefined;
  return Math.max(1, Math.ceil(reset - (theirTime(headers) ?? now) / 1_000) + 1);
}
