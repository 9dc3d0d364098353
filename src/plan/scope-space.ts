import type { LiveHook } from "../model/hook.ts";
import type { Action } from "../model/plan.ts";
import {
  addedEvents,
  clashes,
  type Occupant,
  occupantAfter,
  occupantBefore,
  removedEvents,
} from "./occupancy.ts";

/** What the hooks of one scope take up at a moment, while actions are tried out on paper. */
export interface ScopeSpace {
  /** The hooks that the action would meet "Hook already exists" at. */
  readonly inTheWay: (action: Action) => readonly number[];
  /** The events of which there would be too many hooks after the action. */
  readonly overLimit: (action: Action) => readonly string[];
  /** Takes the action as done. */
  readonly perform: (action: Action) => void;
}

/** The space of a scope, beginning with its live hooks; `limit` is GitHub's of hooks per event. */
export function createScopeSpace(live: readonly LiveHook[], limit: number): ScopeSpace {
  const occupants = new Map<number, Occupant>();
  const byUrl = new Map<string, Set<number>>();
  const counts = new Map<string, number>();
  const count = (events: readonly string[], by: number): void => {
    for (const event of events) counts.set(event, (counts.get(event) ?? 0) + by);
  };
  const put = (id: number, occupant: Occupant): void => {
    occupants.set(id, occupant);
    const ids = byUrl.get(occupant.url);
    if (ids === undefined) byUrl.set(occupant.url, new Set([id]));
    else ids.add(id);
  };
  for (const hook of live) {
    put(hook.id, { url: hook.url.normalised(), events: hook.events });
    count(hook.events, 1);
  }
  // Hooks that do not exist yet have no id; any number that GitHub does not use will do.
  let nextId = -1;
  return {
    inTheWay: (action) => {
      const own = action.kind === "create" ? undefined : action.live.id;
      const url = occupantAfter(action)?.url ?? "";
      return [...(byUrl.get(url) ?? [])].filter((id) => {
        const other = occupants.get(id);
        return id !== own && other !== undefined && clashes(action, other);
      });
    },
    overLimit: (action) =>
      addedEvents(action).filter((event) => (counts.get(event) ?? 0) + 1 > limit),
    perform: (action) => {
      const id = action.kind === "create" ? nextId : action.live.id;
      nextId -= action.kind === "create" ? 1 : 0;
      const before = occupantBefore(action);
      if (before !== undefined) byUrl.get(before.url)?.delete(id);
      count(removedEvents(action), -1);
      count(addedEvents(action), 1);
      const after = occupantAfter(action);
      if (after === undefined) occupants.delete(id);
      else put(id, after);
    },
  };
}
