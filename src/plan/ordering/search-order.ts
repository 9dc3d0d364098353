import type { LiveHook } from "../../model/hook.ts";
import type { Action, DeleteAction } from "../../model/plan.ts";
import { addedEvents, type UrlKey } from "./occupancy.ts";
import { createScopeSpace, type ScopeSpace } from "./scope-space.ts";

/** An order that GitHub takes as far as it goes, and what fits nowhere. */
export interface FoundOrder {
  /** Early deletes among them. */
  readonly steps: readonly Action[];
  readonly stuck: readonly Action[];
}

/**
 * How many times one scope's search may choose. Only swaps of events right at GitHub's limit leave a
 * choice at all, and there the first one is good nearly always.
 */
const patience = 2_000;

/** The events of which there would be too many hooks if every change added before any removed. */
function contendedEvents({ changes, done, live, limit }: OrderSearch): ReadonlySet<string> {
  const most = new Map<string, number>();
  const add = (event: string): void => {
    most.set(event, (most.get(event) ?? 0) + 1);
  };
  for (const hook of live) for (const event of hook.events) add(event);
  for (const action of [...done, ...changes]) for (const event of addedEvents(action)) add(event);
  return new Set([...most].filter(([, count]) => count > limit).map(([event]) => event));
}

/** The deletes that would help changes of which none can run as things are, the best first. */
function helpers(
  stuck: readonly Action[],
  spare: readonly DeleteAction[],
  space: ScopeSpace,
): readonly DeleteAction[] {
  const spareIds = new Set(spare.map(idOf));
  const full = new Set<string>();
  for (const action of stuck) {
    const inTheWay = space.inTheWay(action);
    if (inTheWay.some((id) => !spareIds.has(id))) continue;
    // No other order spares a duplicate, so that nothing beside it has to be tried.
    const duplicate = spare.find((entry) => inTheWay.includes(idOf(entry)));
    if (duplicate !== undefined) return [{ ...duplicate, early: "duplicate-in-the-way" }];
    for (const event of space.overLimit(action)) full.add(event);
  }
  return spare
    .map((entry) => ({ entry, held: entry.live.events.filter((event) => full.has(event)).length }))
    .filter(({ held }) => held > 0)
    .toSorted((left, right) => right.held - left.held)
    .map(({ entry }) => ({ ...entry, early: "event-limit" }));
}

/**
 * What can be done next, one of which has to be. A change that takes no contended event only ever
 * makes room for others, so nothing behind it has to be tried.
 */
function choices(
  pending: readonly Action[],
  spare: readonly DeleteAction[],
  space: ScopeSpace,
  contended: ReadonlySet<string>,
): readonly Action[] {
  const fits = pending.filter((action) => fitsInto(space, action));
  const harmless = fits.findIndex((action) =>
    addedEvents(action).every((event) => !contended.has(event)),
  );
  if (harmless !== -1) return fits.slice(0, harmless + 1);
  const stuck = pending.filter((action) => !fits.includes(action));
  return [...fits, ...helpers(stuck, spare, space)];
}

function fitsInto(space: ScopeSpace, action: Action): boolean {
  return space.inTheWay(action).length === 0 && space.overLimit(action).length === 0;
}

export interface OrderSearch {
  /** Everything to do but the deletes, in the order that is natural. */
  readonly changes: readonly Action[];
  readonly deletes: readonly DeleteAction[];
  readonly live: readonly LiveHook[];
  /** Actions that run before, whatever is found. */
  readonly done: readonly Action[];
  /** GitHub's limit of hooks per event. */
  readonly limit: number;
  readonly urlKey: UrlKey;
}

/** Looks in one way: with deletes that make room for an event, or without. */
function search(input: OrderSearch, space: ScopeSpace, deletesForRoom: boolean): FoundOrder {
  const contended = contendedEvents(input);
  const numbers = new Map(input.changes.map((action, index) => [action, index]));
  const visited = new Set<string>();
  const steps: Action[] = [];
  let best: FoundOrder = { steps: [], stuck: input.changes };
  let choicesMade = 0;

  const visit = (pending: readonly Action[], spare: readonly DeleteAction[]): boolean => {
    if (pending.length < best.stuck.length) best = { steps: [...steps], stuck: pending };
    if (pending.length === 0) return true;
    const next = choices(pending, spare, space, contended).filter(
      (action) => deletesForRoom || !isForLimit(action),
    );
    if (next.length > 1) {
      const numbered = pending.map((action) => numbers.get(action));
      const key = [...numbered, "", ...spare.map(idOf)].join();
      if (visited.has(key) || choicesMade >= patience) return false;
      visited.add(key);
      choicesMade += 1;
    }
    return next.some((action) => {
      const isDelete = action.kind === "delete";
      const undo = space.perform(action);
      steps.push(action);
      const others = isDelete ? pending : pending.filter((other) => other !== action);
      const rest = isDelete ? spare.filter((other) => idOf(other) !== idOf(action)) : spare;
      const found = visit(others, rest);
      if (!found) steps.pop();
      undo();
      return found;
    });
  };
  visit(input.changes, input.deletes);
  return best;
}

/** The same order without the early deletes that turn out not to be needed. */
function withoutNeedless(found: FoundOrder, space: ScopeSpace): FoundOrder {
  const works = (steps: readonly Action[]): boolean => {
    const undo: (() => void)[] = [];
    const good = steps.every((action) => {
      const fits = fitsInto(space, action);
      undo.push(space.perform(action));
      return fits;
    });
    for (const back of undo.toReversed()) back();
    return good;
  };
  let { steps } = found;
  for (const entry of found.steps.filter(isForLimit).toReversed()) {
    const fewer = steps.filter((action) => action !== entry);
    if (works(fewer)) steps = fewer;
  }
  return { ...found, steps };
}

/**
 * Looks for an order in which no change meets "Hook already exists" or the limit of hooks per event,
 * if possible without deletes that come early for the sake of the limit.
 */
export function searchOrder(input: OrderSearch): FoundOrder {
  const space = createScopeSpace(input.live, input.limit, input.urlKey);
  for (const action of input.done) space.perform(action);
  const spared = search(input, space, false);
  if (spared.stuck.length === 0 || input.deletes.length === 0) return spared;
  const found = withoutNeedless(search(input, space, true), space);
  return found.stuck.length < spared.stuck.length ? found : spared;
}

function idOf({ live }: DeleteAction): number {
  return live.id;
}

function isForLimit(action: Action): boolean {
  return action.kind === "delete" && action.early === "event-limit";
}
