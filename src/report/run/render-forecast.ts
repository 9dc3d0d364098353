import type { Forecast } from "../../model/forecast.ts";
import { countNoun } from "../text/count-noun.ts";
import { sanitise } from "../text/sanitise.ts";
import { showClock } from "../text/show-clock.ts";
import { showDuration } from "../text/show-duration.ts";
import { showNumber } from "../text/show-number.ts";

/**
 * How many requests are due, what is left of GitHub's hour, and how long it will take, in one line.
 *
 * @param what is about to be done
 * @param atMost where some of the requests may cost nothing of the hour
 */
export function renderForecast(
  { requests, seconds, tightest, isEnough }: Forecast,
  what: "Reading" | "Writing",
  { atMost = false }: { readonly atMost?: boolean } = {},
): string {
  const few =
    requests < 1_000 ? countNoun(requests, "request") : `${showNumber(requests)} requests`;
  const parts = [`${what}: ${atMost ? "at most " : ""}${few}`];
  if (tightest !== undefined) {
    const { owner, budget } = tightest;
    const left = `${showNumber(budget.remaining)} of ${showNumber(budget.limit)} left`;
    const whose = owner === undefined ? "" : ` for ${sanitise(owner)}`;
    parts.push(
      `${isEnough ? "" : "only "}${left}${whose} until ${showClock(budget.reset * 1_000)}`,
    );
  }
  const waiting = isEnough ? "" : ", waiting included";
  return `${parts.join("; ")}; about ${showDuration(Math.max(1, seconds))}${waiting}`;
}
