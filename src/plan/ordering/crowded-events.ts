import type { LiveHook } from "../../model/hook.ts";
import type { Action } from "../../model/plan.ts";
import { addedEvents, removedEvents } from "./occupancy.ts";

/** The events that the actions add and of which there are more hooks than the limit at the end, with their number. */
export function crowdedEvents(
  actions: readonly Action[],
  live: readonly LiveHook[],
  limit: number,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const added = new Set<string>();
  const count = (event: string, by: number): void => {
    counts.set(event, (counts.get(event) ?? 0) + by);
  };
  for (const hook of live) for (const event of hook.events) count(event, 1);
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
