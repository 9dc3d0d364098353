import type { Diagnostic } from "../model/diagnostic.ts";
import { groupBy } from "../model/group-by.ts";
import { scopeKey } from "../model/scope.ts";
import type { DeliveryReading } from "../model/watched-hook.ts";

/** One problem for all hooks of a scope that could not be read for the same reason. */
export function foldHookProblems(readings: readonly DeliveryReading[]): readonly Diagnostic[] {
  const unreadable = readings.filter((reading) => reading.status === "unreadable");
  const groups = groupBy(
    unreadable,
    ({ hook, diagnostic }) => `${scopeKey(hook.scope)} ${diagnostic.code}`,
  );
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    if (others.length === 0) return [first.diagnostic];
    const more = `(and ${others.length} more of its hooks)`;
    return [{ ...first.diagnostic, message: `${first.diagnostic.message} ${more}` }];
  });
}
