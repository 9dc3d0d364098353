import { compareStrings } from "../model/compare-strings.ts";
import type { DesiredScope, DesiredState } from "../model/desired-state.ts";
import { comparePositions } from "../model/diagnostic.ts";
import { groupBy } from "../model/group-by.ts";
import { type AbsentHook, isAbsent, type LiveHook } from "../model/hook.ts";
import type { HookUrl } from "../model/hook-url.ts";
import type { Action, DeleteAction } from "../model/plan.ts";
import type { Scope } from "../model/scope.ts";
import { protect } from "./guards/guards.ts";
import { choosePairs, type PairingCost } from "./matching/choose-pairs.ts";
import {
  type HookMatch,
  type HookPair,
  livesOf,
  matchHooks,
  setAside,
  urlsOf,
} from "./matching/match-hooks.ts";
import { blockInTheWay } from "./ordering/occupancy.ts";
import { orderActions } from "./ordering/order-actions.ts";
import { createScopeSpace } from "./ordering/scope-space.ts";
import { planChange, planCreate, planDelete } from "./plan-change.ts";

/** Whether a hook's managed secret is to be sent again although nothing else asks for it. */
export type Resupply = (scope: Scope, pair: HookPair) => boolean;

export type ScopeDecision = ReturnType<typeof planScope>;

/** The last of several entries for one URL is the one that the plan names, so their order is fixed. */
function compareAbsent(left: AbsentHook, right: AbsentHook): number {
  return (
    compareStrings(right.url.reveal(), left.url.reveal()) ||
    comparePositions(right.position, left.position)
  );
}

/** `state: absent` takes every live hook of its URL or under its glob, before anything is matched. */
function takeAbsent(wanted: DesiredScope, hooks: readonly LiveHook[]) {
  if (wanted.absent.length === 0) return { actions: [], rest: hooks };
  const sorted = wanted.absent.toSorted(compareAbsent);
  const globs = sorted.filter(({ glob }) => glob !== undefined).toReversed();
  const literal = new Map(
    sorted.filter(({ glob }) => glob === undefined).map((entry) => [entry.url.normalized(), entry]),
  );
  const actions: DeleteAction[] = [];
  const rest: LiveHook[] = [];
  for (const hook of hooks) {
    const entry =
      literal.get(hook.url.normalized()) ?? globs.find((glob) => isAbsent(glob, hook.url));
    if (entry === undefined) rest.push(hook);
    else {
      // A glob says nothing of what it does not spell out.
      const live =
        entry.glob === undefined ? { ...hook, url: hook.url.asKnownFrom(entry.url) } : hook;
      actions.push(planDelete(wanted.scope, live, "absent", { position: entry.position }));
    }
  }
  return { actions, rest };
}

/** A leftover hook is shown as openly as declared ones of its URL; `{env}` hides them all. */
function showDeclared(live: LiveHook, declared: ReadonlyMap<string, readonly HookUrl[]>): LiveHook {
  const same = declared.get(live.url.normalized()) ?? [];
  const known = same.find((url) => url.origin.kind === "env") ?? same[0];
  return { ...live, url: live.url.asKnownFrom(known) };
}

/**
 * What is decided for one scope, before the actions are put in order.
 *
 * @param limit GitHub's limit of hooks per event, where pairs are to be chosen with a look at it: so
 *   many live hooks of the scope leave an order to few ways of pairing
 */
export function planScope(
  wanted: DesiredScope,
  hooks: readonly LiveHook[],
  rules: Pick<DesiredState, "ignore" | "protect">,
  resupply: Resupply = () => false,
  limit?: number,
) {
  const { scope } = wanted;
  const { considered, ignored, unidentified } = setAside(hooks, rules.ignore);
  const absent = takeAbsent(wanted, considered);
  const urls = groupBy(
    wanted.hooks.map((hook) => hook.url),
    (url) => url.normalized(),
  );
  const decide = (match: HookMatch) => {
    const actions: Action[] = [];
    const unchanged: HookPair[] = [];
    for (const pair of match.pairs) {
      const change = planChange(scope, pair, wanted.undeclaredSecrets, resupply(scope, pair));
      if (change === undefined) unchanged.push(pair);
      else actions.push(change);
    }
    for (const desired of match.missing) actions.push(planCreate(scope, desired));
    for (const { live, successor } of match.superseded) {
      const { position } = successor;
      actions.push(planDelete(scope, live, "superseded", { successor, position }));
    }
    const leftover = match.leftover.map((hook) => showDeclared(hook, urls));
    const isKept = wanted.unmanaged !== "delete";
    if (!isKept) for (const live of leftover) actions.push(planDelete(scope, live, "unmanaged"));
    return {
      actions: actions.map((action) => protect(action, rules.protect)),
      unchanged,
      unmanaged: isKept ? leftover : [],
    };
  };
  const gone = absent.actions.map((action) => protect(action, rules.protect));
  const fixed = groupBy(ignored, ({ url }) => url.normalized());
  const leaving = groupBy(gone, ({ live }) => live.url.normalized());
  const judge = (part: HookMatch): PairingCost => {
    const places = urlsOf(part);
    const going = places.flatMap((url) => leaving.get(url) ?? []);
    const staying = places.flatMap((url) => fixed.get(url) ?? []);
    const near = [...livesOf(part), ...going.map(({ live }) => live), ...staying];
    const all = limit === undefined ? near : hooks;
    const actions = blockInTheWay([...decide(part).actions, ...going], all);
    return pairingCost(orderActions(actions, all, limit), all);
  };
  const match = choosePairs(
    matchHooks(wanted.hooks, absent.rest),
    (url) => fixed.has(url) || leaving.has(url),
    judge,
  );
  const { actions, unchanged, unmanaged } = decide(match);
  return { actions: [...gone, ...actions], unchanged, unmanaged, ignored, unidentified };
}

function pairingCost(actions: readonly Action[], live: readonly LiveHook[]): PairingCost {
  const space = createScopeSpace(live, Number.POSITIVE_INFINITY);
  const doubtful = actions.filter((action) => {
    if (action.blocked !== null) return false;
    const isFree = space.inTheWay(action, "careful").length === 0;
    space.perform(action);
    return !isFree;
  });
  const blocked = actions.flatMap((action) => action.blocked ?? []);
  return {
    refused: blocked.filter((why) => why === "hook-in-the-way" || why === "no-order").length,
    blocked: blocked.length,
    doubtful: doubtful.length,
    split: actions.filter((action) => action.kind === "update" && action.part === "grow").length,
  };
}
