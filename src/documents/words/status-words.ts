import type { Delivery } from "../../model/delivery.ts";
import { isRedirect, redirectHint } from "../../model/receiver-answer.ts";
import { sanitiseProse } from "../../redact/safe-text.ts";
import type { Palette } from "../../render/text/palette.ts";

/**
 * What a receiver answered, as short as it can be said: `200`, `502 failed to connect`,
 * `200, throttled`.
 */
export function statusWords({
  statusCode,
  status,
  throttledAt,
}: Pick<Delivery, "statusCode" | "status"> & Partial<Pick<Delivery, "throttledAt">>): string {
  // GitHub says so for every code that is not a success, and repeats the code.
  const said = /^(?:OK$|Invalid HTTP Response)/i.test(status) ? "" : sanitiseProse(status);
  const code = statusCode === 0 ? (said === "" ? "no answer" : "") : String(statusCode);
  const answer = [code, said].filter((word) => word !== "").join(" ");
  return throttledAt === undefined ? answer : `${answer}, throttled`;
}

/** A hint for a list of deliveries of which one was answered with a redirect; none without. */
export function redirectLines(
  deliveries: readonly Pick<Delivery, "statusCode">[],
  palette: Palette,
): readonly string[] {
  const redirects = deliveries.filter(({ statusCode }) => isRedirect(statusCode)).length;
  if (redirects === 0) return [];
  const count = redirects === deliveries.length ? "" : ` (${redirects} of them)`;
  return [`${palette.strong("→")} 3xx${count}: ${redirectHint}.`];
}
