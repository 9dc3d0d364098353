import type { Delivery } from "../../model/delivery.ts";
import { sanitiseProse } from "../text/sanitise-prose.ts";

/** What a receiver answered, as short as it can be said: `200`, `502 failed to connect`. */
export function statusWords({
  statusCode,
  status,
}: Pick<Delivery, "statusCode" | "status">): string {
  // GitHub says so for every code that is not a success, and repeats the code.
  const said = /^(?:OK$|Invalid HTTP Response)/i.test(status) ? "" : sanitiseProse(status);
  if (statusCode === 0) return said === "" ? "no answer" : said;
  return said === "" ? String(statusCode) : `${statusCode} ${said}`;
}
