import { addTo, type Group } from "../../model/group-by.ts";
import { eventsOverlap, type LiveHook, type ShownFields } from "../../model/hook.ts";
import type { HookUrl } from "../../model/hook-url.ts";
import { type Action, changesConfig, secretToSend, type UpdateAction } from "../../model/plan.ts";
import { secretSourceKey } from "../../model/secret-reference.ts";

/** What a hook takes up in its scope: GitHub lets no two hooks be alike and share an event. */
export interface Occupant
  extends Pick<ShownFields, "url" | "events" | "contentType" | "insecureSsl"> {
  /** The key of its source; empty = none, undefined = one that nobody knows. */
  readonly secret: string | undefined;
}

/**
 * How GitHub is taken to compare two hooks. It documents that their *config* must differ unless they
 * share no event; whether that is the URL, and in which spelling, or more, is not known.
 * `careful`: whatever could be the same is the same. `literal`: only what is certainly the same is.
 * https://docs.github.com/en/rest/repos/webhooks#create-a-repository-webhook
 */
export type Reading = "careful" | "literal";

function shownOf({ url, events, contentType, insecureSsl }: ShownFields): Omit<Occupant, "secret"> {
  return { url, events, contentType, insecureSsl };
}

export function occupantOf(live: LiveHook): Occupant {
  return { secret: live.hasSecret ? undefined : "", ...shownOf(live) };
}

/** The hook as the action leaves it; undefined for a delete. */
export function occupantAfter(action: Action): Occupant | undefined {
  if (action.kind === "delete") return undefined;
  const sent = secretToSend(action);
  if (sent !== undefined)
    return { secret: secretSourceKey(sent.source), ...shownOf(action.desired) };
  return { secret: action.secret === "keep" ? undefined : "", ...shownOf(action.desired) };
}

/**
 * What the hook is on the way, one list for each way there is: an update that must leave a secret
 * alone changes events and `config` one after the other, in the order that GitHub takes.
 */
export function ways(action: Action): readonly (readonly Occupant[])[] {
  const after = occupantAfter(action);
  if (after === undefined) return [[]];
  if (!isTwofold(action)) return [[after]];
  const before = occupantOf(action.live);
  const eventsFirst = [{ ...before, events: after.events }, after];
  // Only with another URL there is a place where the hook can wait for its events.
  const isMoved = action.live.url.reveal() !== action.desired.url.reveal();
  return isMoved ? [eventsFirst, [{ ...after, events: before.events }, after]] : [eventsFirst];
}

/** True for an update of two requests, between which the hook is neither what it was nor what it will be. */
export function isTwofold(action: Action): action is UpdateAction {
  return action.kind === "update" && action.secret === "keep" && changesConfig(action);
}

function mayShareSecret(left: Occupant, right: Occupant, reading: Reading): boolean {
  if (left.secret === "" || right.secret === "") return left.secret === right.secret;
  if (left.secret === undefined || right.secret === undefined) return reading === "careful";
  return left.secret === right.secret;
}

/**
 * How much two hooks of overlapping events have in common of what GitHub could compare: 0 = not even
 * the URL, 1 = the URL, 2 = all that is shown of `config`, 3 = the secret too.
 */
function sameness(
  left: Occupant,
  right: Occupant,
  reading: Reading,
  key: (url: HookUrl) => string,
): 0 | 1 | 2 | 3 {
  if (key(left.url) !== key(right.url) || !eventsOverlap(left.events, right.events)) return 0;
  if (left.contentType !== right.contentType || left.insecureSsl !== right.insecureSsl) return 1;
  return mayShareSecret(left, right, reading) ? 3 : 2;
}

const byteForByte = (url: HookUrl): string => url.reveal();
const normalized = (url: HookUrl): string => url.normalized();

/** A hook as it is at a moment, and as GitHub showed it beside the others. */
export interface PlacedHook {
  readonly now: Occupant;
  /** Undefined for a hook that did not exist then. */
  readonly shown: LiveHook | undefined;
}

/**
 * True where GitHub could answer "Hook already exists". Two hooks that it showed beside each other
 * have less in common than what it compares, so that they may go on having as much.
 */
export function clashes(one: PlacedHook, other: PlacedHook, reading: Reading): boolean {
  const keys = reading === "careful" ? [normalized, byteForByte] : [byteForByte];
  return keys.some((key) => {
    const together = sameness(one.now, other.now, reading, key);
    if (together === 0) return false;
    if (one.shown === undefined || other.shown === undefined) return true;
    const shown = sameness(occupantOf(one.shown), occupantOf(other.shown), "literal", key);
    if (together > shown) return true;
    // Nothing tells these two apart, so that GitHub cannot have made them under its own rule.
    const { events } = one.shown;
    const added = one.now.events.filter((event) => !events.includes(event));
    return shown === 3 && !events.includes("*") && eventsOverlap(added, other.now.events);
  });
}

/** Events that the action adds to those its hook counts towards. */
export function addedEvents(action: Action): readonly string[] {
  const { desired, live } = action;
  return desired?.events.filter((event) => live?.events.includes(event) !== true) ?? [];
}

export function removedEvents(action: Action): readonly string[] {
  const { desired, live } = action;
  return live?.events.filter((event) => desired?.events.includes(event) !== true) ?? [];
}

/** Adds to the number of hooks of each of the events. */
export function recount(counts: Map<string, number>, events: readonly string[], by: 1 | -1): void {
  for (const event of events) counts.set(event, (counts.get(event) ?? 0) + by);
}

export function countEvents(live: readonly LiveHook[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { events } of live) recount(counts, events, 1);
  return counts;
}

/** The events that the actions add and of which there are more hooks than the limit at the end, with their number. */
export function crowdedEvents(
  actions: readonly Action[],
  before: ReadonlyMap<string, number>,
  limit: number,
): ReadonlyMap<string, number> {
  const counts = new Map(before);
  const open = actions.filter(({ blocked }) => blocked === null);
  const added = open.flatMap(addedEvents);
  recount(counts, open.flatMap(removedEvents), -1);
  recount(counts, added, 1);
  const isAdded = new Set(added);
  return new Map([...counts].filter(([event, number]) => isAdded.has(event) && number > limit));
}

/**
 * Blocks an action that GitHub is known to refuse because a hook that stays holds the same URL and
 * event. Only a URL that is equal byte for byte is certain enough for that. What is blocked stays
 * too, and may be in the way of another. A hook that no request can name is most likely the one that
 * is declared, so that nothing is created beside it.
 */
export function blockInTheWay(
  actions: readonly Action[],
  live: readonly LiveHook[],
): readonly Action[] {
  const open = actions.filter(({ blocked }) => blocked === null);
  if (open.length === 0) return actions;
  const moving = new Set(open.map((action) => action.live?.id));
  const staying = new Map<string, Group<LiveHook>>();
  const stay = (hook: LiveHook): void => addTo(staying, hook.url.reveal(), hook);
  for (const hook of live) if (!moving.has(hook.id)) stay(hook);
  const unnamed = new Set(
    live.filter(({ name }) => name === "").map(({ url }) => url.normalized()),
  );
  const isHeld = (action: Action): boolean => {
    const shown = action.live;
    return ways(action).every((way) =>
      way.some((now) =>
        (staying.get(now.url.reveal()) ?? []).some((hook) =>
          clashes({ now, shown }, { now: occupantOf(hook), shown: hook }, "literal"),
        ),
      ),
    );
  };

  let current = [...actions];
  let settled = false;
  while (!settled) {
    settled = true;
    current = current.map((action) => {
      if (action.blocked !== null || action.kind === "delete") return action;
      const isUnnamed = action.kind === "create" && unnamed.has(action.desired.url.normalized());
      if (!isUnnamed && !isHeld(action)) return action;
      if (action.kind !== "create") stay(action.live);
      settled = false;
      return { ...action, blocked: "hook-in-the-way" };
    });
  }
  return current;
}
