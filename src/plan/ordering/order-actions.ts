import { compareStrings } from "../../model/compare-strings.ts";
import { addTo, type Group, groupConnected } from "../../model/group-by.ts";
import type { DesiredHook, LiveHook } from "../../model/hook.ts";
import type { Action, DeleteAction } from "../../model/plan.ts";
import { addedEvents, countEvents, crowdedEvents, recount, removedEvents } from "./occupancy.ts";
import { createScopeSpace, holds, performAll, type ScopeSpace } from "./scope-space.ts";
import { type FoundOrder, searchOrder } from "./search-order.ts";

/** What frees a name or an event goes first, what takes one goes last. */
function rank(action: Action): number {
  if (action.kind === "create") return 4;
  if (action.kind === "delete") return 5;
  const adds = addedEvents(action).length > 0;
  if (removedEvents(action).length > 0) return adds ? 1 : 0;
  if (action.changes.some(({ field }) => field === "url")) return adds ? 2 : 0;
  return adds ? 3 : 2;
}

function hookOf(action: Action): DesiredHook | LiveHook {
  return action.kind === "delete" ? action.live : action.desired;
}

function compareActions(left: Action, right: Action): number {
  return (
    rank(left) - rank(right) ||
    compareStrings(hookOf(left).url.reveal(), hookOf(right).url.reveal()) ||
    (left.live?.id ?? 0) - (right.live?.id ?? 0) ||
    compareStrings(hookOf(left).events.join(","), hookOf(right).events.join(","))
  );
}

/** The events of which there would be too many hooks if every change added before any removed. */
function contendedEvents(changes: readonly Action[], live: readonly LiveHook[], limit: number) {
  const most = countEvents(live);
  recount(most, changes.flatMap(addedEvents), 1);
  return new Set([...most].filter(([, count]) => count > limit).map(([event]) => event));
}

/** The URLs and events by which an action can be in the way of another. */
function tiesOf(action: Action, contended: ReadonlySet<string>): readonly string[] {
  const hooks = [action.live, action.desired].filter((hook) => hook !== undefined);
  const events = [...addedEvents(action), ...removedEvents(action)];
  return [
    ...hooks.map(({ url }) => `url ${url.normalized()}`),
    ...events.filter((event) => contended.has(event)).map((event) => `event ${event}`),
  ];
}

/**
 * Two spellings of one URL, and two secrets that nobody knows, count as the same as long as there is
 * such an order; what is left is ordered for a GitHub that tells them apart, and where the first part
 * leaves the second none, all is. The steps stay performed in the space.
 */
function findOrder(
  group: readonly Action[],
  space: ScopeSpace,
  contended: ReadonlySet<string>,
): FoundOrder {
  const deletes = group.filter((action) => action.kind === "delete");
  const changes = group.filter((action) => action.kind !== "delete");
  const careful = searchOrder({ changes, deletes, contended, reading: "careful" }, space);
  const undo = performAll(space, careful.steps);
  if (careful.stuck.length === 0) return careful;
  const left = { changes: careful.stuck, deletes: withoutEarly(deletes, careful.steps) };
  const rest = searchOrder({ ...left, contended, reading: "literal" }, space);
  undo();
  const literal = searchOrder({ changes, deletes, contended, reading: "literal" }, space);
  const best =
    literal.stuck.length < rest.stuck.length
      ? literal
      : { steps: [...careful.steps, ...rest.steps], stuck: rest.stuck };
  performAll(space, best.steps);
  return best;
}

/** Joins sequences that have nothing to do with each other, each time by the first that is natural. */
function merge(sequences: readonly (readonly Action[])[]): readonly Action[] {
  const heads = sequences.flatMap((steps) => {
    // What comes behind a later step waits for it.
    let latest = steps[0];
    return steps.map((action, index) => {
      if (latest === undefined || compareActions(action, latest) > 0) latest = action;
      return { action, latest, index };
    });
  });
  return heads
    .toSorted(
      (left, right) => compareActions(left.latest, right.latest) || left.index - right.index,
    )
    .map(({ action }) => action);
}

/**
 * Every step with the hooks whose actions must have succeeded before it: those that stood where it
 * goes, and, where it takes the last place that GitHub has for an event, those that gave theirs up.
 */
function withNeeds(steps: readonly Action[], live: readonly LiveHook[], limit: number) {
  const before = createScopeSpace(live, limit);
  const space = createScopeSpace(live, limit);
  const done = new Set<number>();
  const givenUp = new Map<string, Group<number>>();
  return steps.map((action) => {
    const needs = new Set(before.inTheWay(action, "careful").filter((id) => done.has(id)));
    for (const event of space.fills(action)) {
      for (const id of givenUp.get(event) ?? []) needs.add(id);
      // Every place that was given up is taken now, however the actions end that gave one up.
      givenUp.delete(event);
    }
    space.perform(action);
    if (action.live !== undefined) {
      const { id } = action.live;
      if (action.kind === "update" && action.part === "grow") needs.add(id);
      for (const event of removedEvents(action)) addTo(givenUp, event, id);
      done.add(id);
    }
    return { ...action, needs: [...needs].toSorted((left, right) => left - right) };
  });
}

/**
 * Puts the actions of one scope in the order in which GitHub will take them: what frees a name, then
 * what takes one, deletes last — but for a delete that has to make room. What no order spares a clash
 * is blocked. Blocked actions, which never run, come at the end.
 */
export function orderActions(
  actions: readonly Action[],
  live: readonly LiveHook[],
  limit: number = Number.POSITIVE_INFINITY,
): readonly Action[] {
  const open = actions.filter((action) => action.blocked === null).toSorted(compareActions);
  const deletes = open.filter((action) => action.kind === "delete");
  const blocked = actions.filter((action) => action.blocked !== null);
  // Where there are too many hooks even at the end, no order avoids that, and the plan is refused: a
  // search would try them all.
  if (open.length === 0 || crowdedEvents(open, countEvents(live), limit).size > 0)
    return [...open, ...blocked.toSorted(compareActions)];
  const alone = orderGroups(open, live, limit, new Set());
  const { steps, stuck } = keepsLimit(alone.steps, live, limit)
    ? alone
    : orderGroups(open, live, limit, contendedEvents(open, live, limit));
  return [
    ...withNeeds(steps, live, limit),
    ...withoutEarly(deletes, steps),
    ...[...blocked, ...stuck].toSorted(compareActions),
  ];
}

/** Orders what is tied together by URLs, and by events of which there could be too many hooks. */
function orderGroups(
  open: readonly Action[],
  live: readonly LiveHook[],
  limit: number,
  contended: ReadonlySet<string>,
): FoundOrder {
  const space = createScopeSpace(live, contended.size === 0 ? Number.POSITIVE_INFINITY : limit);
  const groups = groupConnected(open, (action) => tiesOf(action, contended));
  const found = groups.map((group) => findOrder(group, space, contended));
  return {
    steps: merge(found.map(({ steps }) => steps)),
    stuck: found
      .flatMap(({ stuck }) => stuck)
      .map((action): Action => ({ ...action, blocked: "no-order" })),
  };
}

function keepsLimit(steps: readonly Action[], live: readonly LiveHook[], limit: number): boolean {
  const space = createScopeSpace(live, limit);
  return holds(space, steps, (action) => space.overLimit(action).length === 0);
}

function withoutEarly(deletes: readonly DeleteAction[], steps: readonly Action[]) {
  const gone = new Set(steps.map(({ kind, live }) => (kind === "delete" ? live.id : 0)));
  return deletes.filter(({ live }) => !gone.has(live.id));
}
