import { compareStrings } from "../../model/compare-strings.ts";
import type { Limits } from "../../model/desired-state.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { LiveHook } from "../../model/hook.ts";
import type { Action } from "../../model/plan.ts";
import { type Scope, scopeName } from "../../model/scope.ts";
import { crowdedEvents } from "../ordering/crowded-events.ts";

/** Refuses a plan that deletes or changes more than the configuration allows in one run. */
export function guardLimits(actions: readonly Action[], limits: Limits): readonly Diagnostic[] {
  const open = actions.filter((action) => action.blocked === null);
  const deletes = open.filter((action) => action.kind === "delete").length;
  const problems: Diagnostic[] = [];
  const refuse = (what: "deletes" | "changes", count: number, limit: number): void => {
    problems.push({
      severity: "error",
      code: `too-many-${what}`,
      message: `the plan has ${count} ${count === 1 ? what.slice(0, -1) : what}, and \`limits.max_${what}\` allows ${limit}`,
      help: `Review them; then raise \`limits.max_${what}\` in the configuration, or allow this many once with --max-${what} ${count}.`,
    });
  };
  if (deletes > limits.maxDeletes) refuse("deletes", deletes, limits.maxDeletes);
  if (limits.maxChanges !== undefined && open.length > limits.maxChanges)
    refuse("changes", open.length, limits.maxChanges);
  return problems;
}

/** Says which hooks are left alone because GitHub does not show what they are. */
export function warnUnidentified(scope: Scope, hooks: readonly LiveHook[]): readonly Diagnostic[] {
  if (hooks.length === 0) return [];
  const named = hooks.filter(({ id }) => id > 0).map(({ id }) => `#${id} has no URL`);
  const others = hooks.length - named.length;
  if (others > 0) named.push(`${others} without an id or a name`);
  return [
    {
      severity: "warning",
      code: "unidentified-hook",
      scope: scopeName(scope),
      message: `GitHub does not show what some hooks are, so they are left alone: ${named.join(", ")}`,
      help: "Look at the hooks of this scope on GitHub, and delete there what nobody needs.",
    },
  ];
}

/**
 * Refuses a plan after which a scope would hold more hooks for an event than GitHub takes.
 * https://docs.github.com/en/webhooks/types-of-webhooks
 */
export function guardEventLimit(
  scope: Scope,
  actions: readonly Action[],
  live: readonly LiveHook[],
  limit: number,
): readonly Diagnostic[] {
  return [...crowdedEvents(actions, live, limit)]
    .toSorted(([left], [right]) => compareStrings(left, right))
    .map(([event, number]) => ({
      severity: "error",
      code: "event-limit",
      scope: scopeName(scope),
      message: `${number} hooks would receive the event "${event}", and GitHub allows ${limit} per event`,
      help: "Join hooks, drop the event where nobody needs it, or delete hooks that are no longer used.",
    }));
}
