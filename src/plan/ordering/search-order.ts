import type { Action, DeleteAction } from "../../model/plan.ts";
import { splitUpdate } from "../plan-change.ts";
import { addedEvents, isTwofold, type Reading, removedEvents } from "./occupancy.ts";
import { holds, type ScopeSpace } from "./scope-space.ts";

/** Actions that may be in each other's way. */
export interface OrderSearch {
  /** Everything to do but the deletes, in the order that is natural. */
  readonly changes: readonly Action[];
  readonly deletes: readonly DeleteAction[];
  /** The events of which there would be too many hooks if every change added before any removed. */
  readonly contended: ReadonlySet<string>;
  readonly reading: Reading;
}

/** An order that GitHub takes as far as it goes, and what fits nowhere. */
export interface FoundOrder {
  /** Early deletes among them, and updates in two parts. */
  readonly steps: readonly Action[];
  readonly stuck: readonly Action[];
}

/** What may be done beside the changes themselves, because without it there is no order. */
interface Means {
  readonly deletesForRoom: boolean;
  readonly splits: boolean;
}

/** The most that is given up comes last. */
const means: readonly Means[] = [
  { deletesForRoom: false, splits: false },
  { deletesForRoom: true, splits: false },
  { deletesForRoom: true, splits: true },
];

/** How often one search may choose. Only swaps right at GitHub's limit leave a choice at all. */
const patience = 2_000;

/** One thing that can be done next: an early delete, or a change of which `rest` is left. */
type Option =
  | { readonly action: DeleteAction; readonly index?: undefined }
  | { readonly action: Action; readonly index: number; readonly rest: Action | undefined };

/** Searches in one way, without recursion: a scope may have any number of actions. */
function search(input: OrderSearch, space: ScopeSpace, allowed: Means): FoundOrder {
  const { changes, contended, reading } = input;
  /** What is left of each change; the second part in place of an update that was split. */
  const pending: (Action | undefined)[] = [...changes];
  const spare = new Map(input.deletes.map((action) => [action.live.id, action]));
  const steps: Action[] = [];
  const visited = new Set<string>();
  let choices = 0;
  let best: FoundOrder = { steps: [], stuck: changes };
  // The state on the way there is not what the others were promised.
  const hasTwofold = changes.some(isTwofold);

  const fits = (action: Action): boolean => space.fits(action, reading);
  /** It only ever makes room for others, so that nothing beside it has to be tried. */
  const isHarmless = (action: Action): boolean =>
    !hasTwofold && addedEvents(action).every((event) => !contended.has(event));
  /** What it answers takes the step back. */
  const perform = (option: Option): (() => void) => {
    const { action, index } = option;
    const undo = space.perform(action);
    steps.push(action);
    if (index === undefined) {
      spare.delete(action.live.id);
      return () => {
        steps.pop();
        undo();
        spare.set(action.live.id, { ...action, early: null });
      };
    }
    const was = pending[index];
    pending[index] = option.rest;
    return () => {
      steps.pop();
      undo();
      pending[index] = was;
    };
  };

  /** Deletes that would help changes of which none can run as things are, the best first. */
  const helpers = (stuck: readonly Action[]): readonly Option[] => {
    const full = new Set<string>();
    for (const action of stuck) {
      const inTheWay = space.inTheWay(action, reading);
      if (inTheWay.some((id) => !spare.has(id))) continue;
      // No other order spares a duplicate, so that nothing beside it has to be tried.
      const duplicate = spare.get(inTheWay[0] ?? 0);
      if (duplicate !== undefined)
        return [{ action: { ...duplicate, early: "duplicate-in-the-way" } }];
      for (const event of space.overLimit(action)) full.add(event);
    }
    if (!allowed.deletesForRoom || full.size === 0) return [];
    return [...spare.values()]
      .map((entry) => ({ entry, held: entry.live.events.filter((one) => full.has(one)).length }))
      .filter(({ held }) => held > 0)
      .toSorted((left, right) => right.held - left.held)
      .map(({ entry }) => ({ action: { ...entry, early: "event-limit" } }));
  };
  /** The first update that makes room by giving up its events in a request before it takes others. */
  const split = (stuck: readonly Action[]): readonly Option[] => {
    const inTheWay = new Set(stuck.flatMap((action) => space.inTheWay(action, reading)));
    const full = new Set(stuck.flatMap((action) => space.overLimit(action)));
    for (const [index, action] of pending.entries()) {
      if (action?.kind !== "update") continue;
      const helps =
        inTheWay.has(action.live.id) || removedEvents(action).some((event) => full.has(event));
      const parts = helps ? splitUpdate(action) : undefined;
      if (parts !== undefined && fits(parts[0]))
        return [{ action: parts[0], index, rest: parts[1] }];
    }
    return [];
  };
  const options = (): readonly Option[] => {
    const possible: Option[] = [];
    const stuck: Action[] = [];
    for (const [index, action] of pending.entries()) {
      if (action === undefined) continue;
      if (!fits(action)) stuck.push(action);
      else {
        possible.push({ action, index, rest: undefined });
        if (isHarmless(action)) return possible;
      }
    }
    const found = [...possible, ...helpers(stuck)];
    return found.length === 0 && allowed.splits ? split(stuck) : found;
  };
  const key = (): string =>
    JSON.stringify([
      [...pending.keys()].filter((index) => pending[index] !== undefined),
      [...spare.keys()].toSorted((left, right) => left - right),
    ]);

  const frames: { readonly options: readonly Option[]; next: number; undo?: () => void }[] = [];
  const enter = (): void => {
    const found = options();
    if (found.length > 1) {
      const at = key();
      if (visited.has(at) || choices >= patience) return void frames.push({ options: [], next: 0 });
      visited.add(at);
      choices += 1;
    }
    if (found.length === 0) {
      const stuck = pending.filter((action) => action !== undefined);
      if (stuck.length < best.stuck.length) best = { steps: [...steps], stuck };
    }
    frames.push({ options: found, next: 0 });
  };
  enter();
  while (frames.length > 0 && best.stuck.length > 0) {
    const frame = frames[frames.length - 1];
    frame?.undo?.();
    const option = frame?.options[frame.next];
    if (frame === undefined || option === undefined) {
      frames.pop();
      continue;
    }
    frame.next += 1;
    frame.undo = perform(option);
    enter();
  }
  for (const frame of frames.toReversed()) frame.undo?.();
  return best;
}

/** The same order without the early deletes that turn out not to be needed. */
function withoutNeedless(found: FoundOrder, space: ScopeSpace, reading: Reading): FoundOrder {
  const works = (steps: readonly Action[]): boolean =>
    holds(space, steps, (action) => space.fits(action, reading));
  let { steps } = found;
  for (const entry of found.steps.filter(({ kind }) => kind === "delete").toReversed()) {
    const fewer = steps.filter((action) => action !== entry);
    if (works(fewer)) steps = fewer;
  }
  return { ...found, steps };
}

/**
 * Looks for an order in which no change meets "Hook already exists" or the limit of hooks per event,
 * if possible without deletes that come early for the sake of the limit, and without updates in two
 * parts.
 */
export function searchOrder(input: OrderSearch, space: ScopeSpace): FoundOrder {
  let best: FoundOrder = { steps: [], stuck: input.changes };
  for (const allowed of means) {
    const found = search(input, space, allowed);
    if (found.stuck.length < best.stuck.length) best = found;
    if (best.stuck.length === 0) break;
  }
  return withoutNeedless(best, space, input.reading);
}
