import type { LiveHook } from "./hook.ts";

/** What GitHub says of a receiver that it has not tried, or that answered. Everything else fails. */
const calm: ReadonlySet<string> = new Set(["unused", "active", "ok", "pending"]);

/**
 * True where a receiver failed the last time that GitHub delivered to it: it answered with an error,
 * or not at all. What GitHub does not tell is no failure.
 *
 * Seen: 200 `active`, 413 without a status, 500 `hookshot_error` ("no such host"); null or 0 with
 * `unused` before the first delivery, and null after 30 days without one.
 * https://docs.github.com/en/rest/repos/webhooks#get-a-repository-webhook
 */
export function isFailingResponse(answer: LiveHook["lastResponse"]): boolean {
  if (answer === undefined) return false;
  const { code, status } = answer;
  if (code !== null && code !== 0) return code >= 400;
  return status !== null && status !== "" && !calm.has(status.toLowerCase());
}
