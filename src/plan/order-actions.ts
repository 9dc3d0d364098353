import { compareStrings } from "../model/compare-strings.ts";
import type { LiveHook } from "../model/hook.ts";
import type { Action, DeleteAction } from "../model/plan.ts";
import { addedEvents, removedEvents } from "./occupancy.ts";
import { createScopeSpace, type ScopeSpace } from "./scope-space.ts";

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

/** The deletes without which the action cannot run, and why; undefined where deletes do not help. */
function obstacles(
  action: Action,
  space: ScopeSpace,
  deletes: readonly DeleteAction[],
): readonly DeleteAction[] | undefined {
  const byId = new Map(deletes.map((entry) => [entry.live.id, entry]));
  const needed = new Map<number, DeleteAction>();
  for (const id of space.inTheWay(action)) {
    const entry = byId.get(id);
    if (entry === undefined) return undefined;
    needed.set(id, { ...entry, early: "duplicate-in-the-way" });
  }
  for (const event of space.overLimit(action)) {
    const holders = deletes.filter(({ live }) => live.events.includes(event));
    const first = holders.find(({ live }) => needed.has(live.id)) ?? holders[0];
    if (first === undefined) return undefined;
    if (!needed.has(first.live.id)) needed.set(first.live.id, { ...first, early: "event-limit" });
  }
  return [...needed.values()];
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
  let deletes = open.filter((action) => action.kind === "delete");
  let pending = open.filter((action) => action.kind !== "delete");
  const space = createScopeSpace(live, limit);
  const ordered: Action[] = [];
  const asLive = createScopeSpace(live, limit);
  const run = (action: Action): void => {
    const needs = new Set(asLive.inTheWay(action));
    for (const event of asLive.overLimit(action))
      for (const earlier of ordered)
        if (earlier.kind !== "create" && removedEvents(earlier).includes(event))
          needs.add(earlier.live.id);
    space.perform(action);
    ordered.push({ ...action, needs: [...needs].toSorted((left, right) => left - right) });
  };
  while (pending.length > 0) {
    const next = pending.find(
      (action) => space.inTheWay(action).length === 0 && space.overLimit(action).length === 0,
    );
    if (next !== undefined) {
      run(next);
      pending = pending.filter((action) => action !== next);
      continue;
    }
    const early = pending
      .map((action) => obstacles(action, space, deletes))
      .find((needed) => needed !== undefined && needed.length > 0);
    if (early === undefined) break;
    for (const entry of early) run(entry);
    const gone = new Set(early.map((entry) => entry.live.id));
    deletes = deletes.filter((entry) => !gone.has(entry.live.id));
  }
  return [...ordered, ...pending, ...deletes, ...blocked];
}
