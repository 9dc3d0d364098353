import type { Delivery } from "../../model/delivery.ts";
import { sanitizeProse } from "../../redact/sanitize.ts";

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
  const said = /^(?:OK$|Invalid HTTP Response)/i.test(status) ? "" : sanitizeProse(status);
  const code = statusCode === 0 ? (said === "" ? "no answer" : "") : String(statusCode);
  const answer = [code, said].filter((word) => word !== "").join(" ");
  return throttledAt === undefined ? answer : `${answer}, throttled`;
}
