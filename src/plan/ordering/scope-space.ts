import type { LiveHook } from "../../model/hook.ts";
import type { Action } from "../../model/plan.ts";
import {
  addedEvents,
  clashes,
  countEvents,
  type Occupant,
  occupantAfter,
  occupantOf,
  type PlacedHook,
  type Reading,
  recount,
  removedEvents,
  ways,
} from "./occupancy.ts";

export type ScopeSpace = ReturnType<typeof createScopeSpace>;

/** Takes the actions as done one after the other; what it answers takes all of them back. */
export function performAll({ perform }: ScopeSpace, actions: readonly Action[]): () => void {
  const undo = actions.map(perform).toReversed();
  return () => {
    for (const back of undo) back();
  };
}

/** Whether a check holds of every step once those before it are done. Nothing stays done. */
export function holds(
  { perform }: ScopeSpace,
  steps: readonly Action[],
  check: (action: Action) => boolean,
): boolean {
  const undo: (() => void)[] = [];
  const isHeld = steps.every((action) => {
    const passes = check(action);
    undo.push(perform(action));
    return passes;
  });
  for (const back of undo.toReversed()) back();
  return isHeld;
}

/**
 * What the hooks of one scope take up at a moment, while actions are tried out. It begins with
 * the live hooks; `limit` is GitHub's of hooks per event.
 */
export function createScopeSpace(live: readonly LiveHook[], limit: number) {
  const shown = new Map(live.map((hook) => [hook.id, hook]));
  const occupants = new Map<number, Occupant>();
  const byUrl = new Map<string, Set<number>>();
  const counts = countEvents(live);
  const put = (id: number, occupant: Occupant): void => {
    occupants.set(id, occupant);
    const url = occupant.url.normalized();
    byUrl.set(url, (byUrl.get(url) ?? new Set()).add(id));
  };
  for (const hook of live) put(hook.id, occupantOf(hook));
  const move = (id: number, from: Occupant | undefined, to: Occupant | undefined): void => {
    if (from !== undefined) byUrl.get(from.url.normalized())?.delete(id);
    if (to === undefined) occupants.delete(id);
    else put(id, to);
  };
  const roomFor = (action: Action, wanted: (left: number) => boolean): readonly string[] =>
    addedEvents(action).filter((event) => wanted(limit - (counts.get(event) ?? 0) - 1));
  const holders = (one: PlacedHook, own: number | undefined, reading: Reading): readonly number[] =>
    [...(byUrl.get(one.now.url.normalized()) ?? [])].filter((id) => {
      const now = occupants.get(id);
      return (
        id !== own && now !== undefined && clashes(one, { now, shown: shown.get(id) }, reading)
      );
    });
  // Hooks that do not exist yet have no id; any number that GitHub does not use will do.
  let nextId = live.reduce((lowest, { id }) => Math.min(lowest, id), 0) - 1;
  const inTheWay = (action: Action, reading: Reading): readonly number[] => {
    const own = action.live?.id;
    const was = own === undefined ? undefined : shown.get(own);
    const found = ways(action).map((way) => [
      ...new Set(way.flatMap((now) => holders({ now, shown: was }, own, reading))),
    ]);
    const [fewest = []] = found.toSorted((left, right) => left.length - right.length);
    return fewest.toSorted((left, right) => left - right);
  };
  const overLimit = (action: Action): readonly string[] => roomFor(action, (left) => left < 0);
  return {
    /** The hooks that the action would meet "Hook already exists" at, sorted. */
    inTheWay,
    /** The events of which there would be too many hooks after the action. */
    overLimit,
    /** The events of which the action takes the last place there is. */
    fills: (action: Action): readonly string[] => roomFor(action, (left) => left === 0),
    /** Whether GitHub would take the action as things stand. */
    fits: (action: Action, reading: Reading): boolean =>
      inTheWay(action, reading).length === 0 && overLimit(action).length === 0,
    /** Takes the action as done; what it answers takes it back, in reverse order of several. */
    perform: (action: Action): (() => void) => {
      const id = action.live?.id ?? nextId;
      nextId -= action.kind === "create" ? 1 : 0;
      const before = action.live && occupantOf(action.live);
      const after = occupantAfter(action);
      move(id, before, after);
      recount(counts, removedEvents(action), -1);
      recount(counts, addedEvents(action), 1);
      return () => {
        move(id, after, before);
        recount(counts, removedEvents(action), 1);
        recount(counts, addedEvents(action), -1);
      };
    },
  };
}
