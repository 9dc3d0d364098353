import type { LiveHook } from "./hook.ts";
import type { Verification } from "./verification.ts";

/**
 * Whether a receiver accepted a delivery: only 200 to 299 does. GitHub follows no redirect, so an
 * event that was answered with 3xx is lost, although GitHub's own filter calls up to 399 a success.
 *
 * @param statusCode what the receiver answered; 0 where it did not
 */
export function isAccepted(statusCode: number): boolean {
  return statusCode >= 200 && statusCode <= 299;
}

/** Whether a receiver answered with a redirect, which GitHub does not follow. */
export function isRedirect(statusCode: number | null | undefined): boolean {
  return typeof statusCode === "number" && statusCode >= 300 && statusCode <= 399;
}

/** Why a redirect is a failure, and what to do about it: a clause without a period. */
export const redirectHint: string =
  "the hook's URL redirects and GitHub follows no redirect, so the event is lost: set the URL to its final address (usual causes: a missing or extra slash, http for https, a login page)";

/**
 * Whether a delivery was lost: not answered, or not accepted. GitHub's own filter
 * (`status=failure`) takes 400 to 599 alone, and leaves out what got no answer and redirects.
 */
export function hasFailed({ statusCode }: { readonly statusCode: number }): boolean {
  return !isAccepted(statusCode);
}

/**
 * Whether the receiver is to blame for a lost delivery. Where GitHub throttled the account's
 * deliveries it is not, whatever the status says.
 * https://docs.github.com/rest/repos/webhooks#list-deliveries-for-a-repository-webhook
 */
export function receiverFailed(delivery: {
  readonly statusCode: number;
  readonly throttledAt: number | undefined;
}): boolean {
  return hasFailed(delivery) && delivery.throttledAt === undefined;
}

/** Whether a receiver accepted the delivery that a verdict rests on. */
export function receiverAccepted({ receiver }: Pick<Verification, "receiver">): boolean {
  return receiver !== undefined && isAccepted(receiver.statusCode);
}

/** Whether GitHub itself held back the delivery of a verdict, so that it shows nothing of its receiver. */
export function wasThrottled({ receiver }: Pick<Verification, "receiver">): boolean {
  return receiver?.throttledAt !== undefined && !isAccepted(receiver.statusCode);
}

/** Proved, and accepted by the receiver: nothing is left to do about the hook. */
export function isHealthy(verification: Pick<Verification, "verdict" | "receiver">): boolean {
  return verification.verdict === "proved" && receiverAccepted(verification);
}

/** What GitHub says of a receiver that it has not tried, or that answered. Everything else fails. */
const calm: ReadonlySet<string> = new Set(["unused", "active", "ok", "pending"]);

/**
 * True where a receiver failed the last time that GitHub delivered to it: it did not accept the
 * event, or did not answer at all. What GitHub does not say is no failure.
 *
 * Seen: 200 `active`, 413 without a status, 500 `hookshot_error` ("no such host"); null or 0 with
 * `unused` before the first delivery, and null after 30 days without one.
 * https://docs.github.com/en/rest/repos/webhooks#get-a-repository-webhook
 */
export function isFailingResponse(answer: LiveHook["lastResponse"]): boolean {
  if (answer === undefined) return false;
  const { code, status } = answer;
  if (code !== null && code !== 0) return !isAccepted(code);
  return status !== null && status !== "" && !calm.has(status.toLowerCase());
}

/** Whether a hook's receiver fails now. Nothing is delivered to an inactive hook: its answer is of the past. */
export function isFailing({ name, active, lastResponse }: LiveHook): boolean {
  return name === "web" && active !== false && isFailingResponse(lastResponse);
}
