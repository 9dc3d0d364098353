import { compareStrings } from "../../model/compare-strings.ts";
import type { Limits } from "../../model/desired-state.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { HookfleetError } from "../../model/errors.ts";
import { groupBy } from "../../model/group-by.ts";
import type { LiveHook } from "../../model/hook.ts";
import { hookFields } from "../../model/hook-fields.ts";
import { type Action, type CreateAction, type Plan, secretToSend } from "../../model/plan.ts";
import type { PlanDocument } from "../../model/plan-document.ts";
import { type Scope, scopeKey, scopeName } from "../../model/scope.ts";
import type { SecretDefinition } from "../../model/secret-reference.ts";
import type { UrlGlob } from "../../model/url-glob.ts";
import { crowdedEvents } from "../ordering/occupancy.ts";

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
 * so that they hold whatever was removed from the plan's diagnostics, or added to its actions.
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
    guardEventLimit(own[0].scope, own, hooksOfEvent.get(key) ?? new Map(), hooksPerEvent),
  );
  const ahead = time === undefined ? [] : guardRotations(open, time);
  return [...crowded, ...guardLimits(open, limits), ...ahead];
}

/**
 * A plan that was made from two files alone says nothing of what GitHub holds, so that nothing of it
 * can be carried out or joined with one that does.
 *
 * @param file how the file is called in the error
 * @throws HookfleetError `plan-offline`
 */
export function refuseOffline(plan: PlanDocument, file: string): void {
  if (plan.offline !== true) return;
  throw new HookfleetError("plan-offline", `${file} was made with --offline, for reading alone`, {
    help: "Plan again without --offline, with a token that may read the hooks.",
  });
}

/** Refuses a plan that deletes or changes more than the configuration allows in one run. */
export function guardLimits(
  actions: readonly Pick<Action, "kind" | "blocked">[],
  { maxDeletes, maxChanges = Number.POSITIVE_INFINITY }: Limits,
) {
  const open = actions.filter(({ blocked }) => blocked === null);
  const deletes = open.filter(({ kind }) => kind === "delete").length;
  const counts = [
    { what: "deletes", count: deletes, limit: maxDeletes },
    { what: "changes", count: open.length, limit: maxChanges },
  ];
  // Not `>`: a limit that is no number allows nothing.
  const broken = counts.filter(({ count, limit }) => !(count <= limit));
  return broken.map(({ what, count, limit }) => ({
    severity: "error" as const,
    code: `too-many-${what}`,
    message: `the plan has ${count} ${count === 1 ? what.slice(0, -1) : what}, and \`limits.max_${what}\` allows ${limit}`,
    help: `Review them; then raise \`limits.max_${what}\` in the configuration, or allow this many once with --max-${what} ${count}.`,
  }));
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
 *
 * @param before how many hooks receive each event now
 */
export function guardEventLimit(
  scope: Scope,
  actions: readonly Action[],
  before: ReadonlyMap<string, number>,
  limit: number,
): readonly Diagnostic[] {
  return [...crowdedEvents(actions, before, limit)]
    .toSorted(([left], [right]) => compareStrings(left, right))
    .map(([event, number]) => ({
      severity: "error",
      code: "event-limit",
      scope: scopeName(scope),
      message: `${number} hooks would receive the event "${event}", and GitHub allows ${limit} per event`,
      help: "Join hooks, drop the event where nobody needs it, or delete hooks that are no longer used.",
    }));
}

/**
 * Refuses to write a secret whose `rotated_at` lies ahead of GitHub's clock: the hook would count as
 * not rotated, and as GitHub does not move `updated_at` for the same value, it would count so for good.
 *
 * @param githubTime milliseconds since the epoch
 */
export function guardRotations(
  actions: readonly Action[],
  githubTime: number,
): readonly Diagnostic[] {
  const ahead = new Map<string, SecretDefinition>();
  for (const action of actions.filter(({ blocked }) => blocked === null)) {
    const secret = secretToSend(action);
    if (secret !== undefined && (secret.rotatedAt ?? 0) > githubTime) ahead.set(secret.ref, secret);
  }
  return [...ahead]
    .toSorted(([left], [right]) => compareStrings(left, right))
    .map(([ref, { rotatedAt = 0, position }]) => ({
      severity: "error",
      code: "rotation-ahead",
      message: `\`rotated_at\` of ${ref} is ${Math.ceil((rotatedAt - githubTime) / 1_000)} s ahead of GitHub's clock: a hook that is written before then counts as not rotated`,
      help: "Run again when it has passed, or correct it. The clocks here and on GitHub differ.",
      position,
    }));
}

/**
 * True for a delete, where a field weakens, where the secret goes, or where GitHub may drop one that
 * nobody could put back: it documents that of an update, and nobody has recorded it of `PATCH …/config`.
 */
function weakens(action: Exclude<Action, CreateAction>): boolean {
  if (action.kind === "delete") return true;
  const { desired, live, secret } = action;
  return (
    secret === "remove" ||
    (live.hasSecret && desired.secret.kind === "undeclared") ||
    hookFields.some((field) => field.weakens(desired, live))
  );
}

/** Blocks what would delete, deactivate, move or weaken a live hook that is under `protect`. */
export function protect<T extends Action>(action: T, globs: readonly UrlGlob[]): T {
  if (action.kind === "create" || action.blocked !== null || !weakens(action)) return action;
  const { live } = action;
  return globs.some((glob) => glob.matches(live.url.normalized()))
    ? { ...action, blocked: "protected" }
    : action;
}
