import { GitHubError } from "../../model/errors.ts";
import { describePurpose, type RequestPurpose } from "../answers/request-purpose.ts";
import type { WaitNotice } from "../client-options.ts";

/** The error for a request that would have to wait for a limit and may not. */
export function waitRefused(
  purpose: RequestPurpose,
  reason: WaitNotice["reason"],
  seconds: number,
  noWait: boolean,
): GitHubError {
  const limit = reason === "rate-limited" ? "rate limit" : "secondary rate limit";
  return new GitHubError(
    reason,
    `cannot ${describePurpose(purpose)}: GitHub's ${limit} holds for another ${seconds} s`,
    {
      status: 0,
      help: noWait
        ? "Run again then, or without --no-wait to wait for it."
        : "That is longer than any limit of GitHub's lasts. Run again then.",
    },
  );
}
