import type { Diagnostic } from "../../model/diagnostic.ts";
import { groupBy } from "../../model/group-by.ts";
import type { Plan } from "../../model/plan.ts";
import { scopeKey } from "../../model/scope.ts";
import { guardEventLimit, guardLimits, guardRotations } from "./guard.ts";

const codes: ReadonlySet<string> = new Set([
  "event-limit",
  "too-many-deletes",
  "too-many-changes",
  "rotation-ahead",
]);

/** Whether a diagnostic of a plan forbids to write anything of it, rather than tells of a scope. */
export function isRefusal({ severity, code }: Diagnostic): boolean {
  return severity === "error" && codes.has(code);
}

/**
 * The guards that a plan breaks: with any of them nothing of it may be written. They are asked anew,
 * so that they hold whatever has become of the plan's diagnostics, or was added to its actions.
 *
 * @param without scopes that are left alone, by scope key: their actions do not count
 */
export function refusals(
  { actions, limits, github }: Plan,
  without: ReadonlySet<string> = new Set(),
): readonly Diagnostic[] {
  const open = actions.filter(({ scope }) => !without.has(scopeKey(scope)));
  const { hooksPerEvent, time, hooksOfEvent } = github;
  const crowded = [...groupBy(open, ({ scope }) => scopeKey(scope))].flatMap(([key, own]) =>
    own
      .slice(0, 1)
      .flatMap(({ scope }) =>
        guardEventLimit(scope, own, hooksOfEvent.get(key) ?? new Map(), hooksPerEvent),
      ),
  );
  const ahead = time === undefined ? [] : guardRotations(open, time);
  return [...crowded, ...guardLimits(open, limits), ...ahead];
}
