import type { Delivery } from "../../model/delivery.ts";
import { isRedirect, redirectHint } from "../../model/receiver-answer.ts";
import type { Palette } from "../text/palette.ts";
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
