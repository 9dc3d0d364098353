import type { LiveHook } from "../../model/hook.ts";
import type { Action } from "../../model/plan.ts";
import { addedEvents, removedEvents } from "./occupancy.ts";

/** How many hooks receive each event. */
export function countEvents(live: readonly LiveHook[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { events } of live)
    for (const event of events) counts.set(event, (counts.get(event) ?? 0) + 1);
  return counts;
}

/** The events that the actions add and of which there are more hooks than the limit at the end, with their number. */
export function crowdedEvents(
  actions: readonly Action[],
  before: ReadonlyMap<string, number>,
  limit: number,
): ReadonlyMap<string, number> {
  const counts = new Map(before);
  const added = new Set<string>();
  const count = (event: string, by: number): void => {
    counts.set(event, (counts.get(event) ?? 0) + by);
  };
  for (const action of actions) {
    if (action.blocked !== null) continue;
    for (const event of removedEvents(action)) count(event, -1);
    for (const event of addedEvents(action)) {
      count(event, 1);
      added.add(event);
    }
  }
  return new Map([...counts].filter(([event, number]) => added.has(event) && number > limit));
}
