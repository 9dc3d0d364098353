import { compareStrings } from "../../model/compare-strings.ts";
import type { LiveHook } from "../../model/hook.ts";
import type { Action, DeleteAction } from "../../model/plan.ts";
import { crowdedEvents } from "./crowded-events.ts";
import { addedEvents, removedEvents, type UrlKey } from "./occupancy.ts";
import { createScopeSpace } from "./scope-space.ts";
import { type FoundOrder, searchOrder } from "./search-order.ts";

const normalised: UrlKey = (url) => url.normalised();
const byteForByte: UrlKey = (url) => url.reveal();

/** What frees a name or an event goes first, what takes one goes last. */
function rank(action: Action): number {
  if (action.kind === "create") return 4;
  if (action.kind === "delete") return 5;
  const adds = addedEvents(action).length > 0;
  if (removedEvents(action).length > 0) return adds ? 1 : 0;
  if (action.changes.some(({ field }) => field === "url")) return adds ? 2 : 0;
  return adds ? 3 : 2;
}

function urlOf(action: Action): string {
  return action.kind === "delete" ? action.live.url.reveal() : action.desired.url.reveal();
}

function compareActions(left: Action, right: Action): number {
  return (
    rank(left) - rank(right) ||
    compareStrings(urlOf(left), urlOf(right)) ||
    (left.kind === "create" ? 0 : left.live.id) - (right.kind === "create" ? 0 : right.live.id) ||
    compareStrings(eventsOf(left), eventsOf(right))
  );
}

function eventsOf(action: Action): string {
  return action.kind === "delete" ? "" : action.desired.events.join(",");
}

/**
 * Every step with the hooks whose actions must have succeeded before it: those that stood where it
 * goes, and, where it takes the last place that GitHub has for an event, those that gave theirs up.
 */
function withNeeds(
  steps: readonly Action[],
  live: readonly LiveHook[],
  limit: number,
): readonly Action[] {
  const before = createScopeSpace(live, limit, normalised);
  const space = createScopeSpace(live, limit, normalised);
  const done = new Map<number, Action>();
  return steps.map((action) => {
    const needs = before.inTheWay(action).filter((id) => done.has(id));
    for (const event of space.fills(action))
      for (const [id, earlier] of done) if (removedEvents(earlier).includes(event)) needs.push(id);
    space.perform(action);
    if (action.kind !== "create") done.set(action.live.id, action);
    return { ...action, needs: [...new Set(needs)].toSorted((left, right) => left - right) };
  });
}

/**
 * Two spellings of one URL count as the same as long as there is such an order; what is left is
 * ordered for a GitHub that tells them apart, and where the first part leaves the second none, all is.
 */
function findOrder(
  changes: readonly Action[],
  deletes: readonly DeleteAction[],
  live: readonly LiveHook[],
  limit: number,
): FoundOrder {
  // Where there are too many hooks even at the end, no order avoids that, and the plan is refused: a
  // search would try them all.
  if (crowdedEvents([...changes, ...deletes], live, limit).size > 0)
    return { steps: [], stuck: changes };
  const all = { changes, deletes, live, limit, done: [] };
  const careful = searchOrder({ ...all, urlKey: normalised });
  if (careful.stuck.length === 0) return careful;
  const rest = searchOrder({
    ...all,
    changes: careful.stuck,
    deletes: withoutEarly(deletes, careful.steps),
    done: careful.steps,
    urlKey: byteForByte,
  });
  const literal = searchOrder({ ...all, urlKey: byteForByte });
  return literal.stuck.length < rest.stuck.length
    ? literal
    : { steps: [...careful.steps, ...rest.steps], stuck: rest.stuck };
}

/**
 * Puts the actions of one scope in the order in which GitHub will take them: what frees a name, then
 * what takes one, deletes last — but for a delete that has to make room. Where no order avoids a
 * clash the rest stands in its natural order. Blocked actions, which never run, come at the end.
 */
export function orderActions(
  actions: readonly Action[],
  live: readonly LiveHook[],
  limit: number,
): readonly Action[] {
  const blocked = actions.filter((action) => action.blocked !== null).toSorted(compareActions);
  const open = actions.filter((action) => action.blocked === null).toSorted(compareActions);
  const deletes = open.filter((action) => action.kind === "delete");
  const changes = open.filter((action) => action.kind !== "delete");
  const { steps, stuck } = findOrder(changes, deletes, live, limit);
  const last = withoutEarly(deletes, steps);
  return [...withNeeds(steps, live, limit), ...stuck, ...last, ...blocked];
}

function withoutEarly(
  deletes: readonly DeleteAction[],
  steps: readonly Action[],
): readonly DeleteAction[] {
  const gone = new Set(steps.map((action) => (action.kind === "delete" ? action.live.id : 0)));
  return deletes.filter(({ live }) => !gone.has(live.id));
}
