import { compareStrings } from "../model/compare-strings.ts";
import type { DesiredScope, DesiredState } from "../model/desired-state.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { LiveHook } from "../model/hook.ts";
import { type LiveState, problemOf, type ScopeReading } from "../model/live-state.ts";
import type { Plan } from "../model/plan.ts";
import { compareScopes, type Scope, scopeKey, scopeName } from "../model/scope.ts";
import { guardEventLimit, guardLimits, guardRotations, warnUnidentified } from "./guards/guards.ts";
import { summarizeWarnings } from "./guards/warn.ts";
import { canonicalDesired, canonicalLive } from "./matching/match-hooks.ts";
import { blockInTheWay, countEvents } from "./ordering/occupancy.ts";
import { orderActions } from "./ordering/order-actions.ts";
import { planScope, type Resupply, type ScopeDecision } from "./plan-scope.ts";

export interface PlanOptions {
  /** GitHub's limit of hooks per event and scope: 20, on GHES 250. */
  readonly hooksPerEvent: number;
  /** What GitHub's clock shows, in milliseconds since the epoch; undefined where that is not known. */
  readonly githubTime?: number | undefined;
  readonly resupply?: Resupply | undefined;
}

/** Managed secrets that are present, not sent by this plan, and so taken on trust. */
function countAssumed({ actions, unchanged }: ScopeDecision): number {
  const kept = actions
    .filter((action) => action.kind === "update" || action.kind === "config-patch")
    .filter(({ secret, blocked }) => secret === "keep" || blocked !== null);
  return [...kept, ...unchanged].filter(
    ({ desired, live }) => desired.secret.kind === "managed" && live.hasSecret,
  ).length;
}

function references(scope: Scope, hooks: readonly LiveHook[]) {
  return hooks
    .map(({ id: hookId, url, events, updatedAt }) => ({ scope, hookId, url, events, updatedAt }))
    .toSorted((left, right) => left.hookId - right.hookId);
}

function notRead(scope: Scope): Diagnostic {
  return {
    severity: "error",
    code: "not-read",
    scope: scopeName(scope),
    message: "the hooks of this scope were not read, so nothing is planned for it",
  };
}

function planReadScope(
  asked: DesiredScope,
  { hooks: seenHooks, readAt }: Extract<ScopeReading, { status: "read" }>,
  desired: DesiredState,
  { hooksPerEvent: limit, resupply }: PlanOptions,
) {
  const { scope } = asked;
  const hooks = canonicalLive(seenHooks);
  const wanted = { ...asked, hooks: canonicalDesired(asked.hooks) };
  const decide = (pairingLimit?: number) => {
    const decision = planScope(wanted, hooks, desired, resupply, pairingLimit);
    const actions = orderActions(blockInTheWay(decision.actions, hooks), hooks, limit);
    const stuck = actions.filter(({ blocked }) => blocked === "no-order").length;
    return { decision, actions, stuck };
  };
  const usual = decide();
  const other = usual.stuck === 0 ? usual : decide(limit);
  const { decision, actions } = other.stuck < usual.stuck ? other : usual;
  const counted = asked.unmanaged === "report";
  return {
    unchanged: decision.unchanged
      .map(({ desired: hook, live }) => {
        return { scope, hookId: live.id, url: live.url, desired: hook, live };
      })
      .toSorted((left, right) => left.hookId - right.hookId),
    unmanaged: references(scope, decision.unmanaged).map((hook) => ({ ...hook, counted })),
    ignored: references(scope, decision.ignored),
    assumed: countAssumed(decision),
    diagnostics: [
      ...guardEventLimit(scope, actions, countEvents(hooks), limit),
      ...warnUnidentified(scope, decision.unidentified),
    ],
    ...{ scope, key: scopeKey(scope), readAt, hooks, actions },
  };
}

/**
 * The difference between what is declared and what is live, as actions in execution order.
 *
 * Pure and deterministic: the order of scopes, hooks and events on either side does not matter, and
 * nothing is looked up, timed or printed. A scope that could not be read is never planned.
 *
 * @param desired what the configuration asks for, selectors resolved
 * @param live what was seen of each scope, by scope key
 */
export function planFleet(desired: DesiredState, live: LiveState, options: PlanOptions): Plan {
  const unreadable = new Map(
    desired.unreadable.map(({ scope, diagnostic }) => [scopeKey(scope), diagnostic]),
  );
  const planned: ReturnType<typeof planReadScope>[] = [];
  const skipped: Diagnostic[] = [];
  const unread = desired.unreadable.flatMap(({ hooks }) => hooks);
  for (const wanted of desired.scopes.toSorted((a, b) => compareScopes(a.scope, b.scope))) {
    const key = scopeKey(wanted.scope);
    if (unreadable.has(key)) continue;
    const reading = live.get(key);
    if (reading?.status === "read") planned.push(planReadScope(wanted, reading, desired, options));
    else {
      const problem = reading && problemOf(reading, wanted.namedExactly);
      if (problem?.severity === "warning") skipped.push(problem);
      else {
        unreadable.set(key, problem ?? notRead(wanted.scope));
        unread.push(...wanted.hooks);
      }
    }
  }
  const actions = planned.flatMap((scope) => scope.actions);
  const errors = [...unreadable.entries()].toSorted(([a], [b]) => compareStrings(a, b));
  return {
    actions,
    unchanged: planned.flatMap(({ unchanged }) => unchanged),
    unmanaged: planned.flatMap(({ unmanaged }) => unmanaged),
    ignored: planned.flatMap(({ ignored }) => ignored),
    assumed: planned.reduce((sum, { assumed }) => sum + assumed, 0),
    unread: unread.map(({ url }) => url),
    scopes: planned.map(({ scope }) => scope),
    seen: new Map(planned.map(({ key, hooks }) => [key, new Set(hooks.map(({ id }) => id))])),
    readAt: new Map(
      planned.flatMap(({ key, readAt }) => (readAt === undefined ? [] : [[key, readAt] as const])),
    ),
    diagnostics: [
      ...planned.flatMap(({ diagnostics }) => diagnostics),
      ...summarizeWarnings(actions),
      ...skipped,
      ...(desired.summaries ?? []),
      ...errors.map(([, diagnostic]) => diagnostic),
      ...guardLimits(actions, desired.limits),
      ...(options.githubTime === undefined ? [] : guardRotations(actions, options.githubTime)),
    ],
    complete: unreadable.size === 0,
    limits: desired.limits,
    github: {
      hooksPerEvent: options.hooksPerEvent,
      time: options.githubTime,
      hooksOfEvent: new Map(
        planned
          .filter((scope) => scope.actions.length > 0)
          .map(({ key, hooks }) => [key, countEvents(hooks)]),
      ),
    },
  };
}
