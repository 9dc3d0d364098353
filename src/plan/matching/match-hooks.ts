import { compareStrings } from "../../model/compare-strings.ts";
import { comparePositions } from "../../model/diagnostic.ts";
import { groupBy, groupConnected } from "../../model/group-by.ts";
import { type DesiredHook, isUnidentified, type LiveHook } from "../../model/hook.ts";
import { compareFields } from "../../model/hook-fields.ts";
import type { HookUrl } from "../../model/hook-url.ts";
import type { UrlGlob } from "../../model/url-glob.ts";
import { assign } from "./assign.ts";
import { distance } from "./diff-hook.ts";

/** The same list where it is in order already, as nearly all are. */
function sortedSet(events: readonly string[]): readonly string[] {
  const isSorted = events.every(
    (event, index) => index === 0 || compareStrings(events[index - 1] ?? "", event) < 0,
  );
  return isSorted ? events : [...new Set(events)].toSorted(compareStrings);
}

function compareUrls(left: HookUrl, right: HookUrl): number {
  return compareStrings(left.reveal(), right.reveal());
}

/**
 * The same declared hooks of one scope, in one order, and so their events and previous URLs, which are
 * sets. A previous URL that some of them has is in use: its live hooks are neither moved nor deleted.
 */
export function canonicalDesired(hooks: readonly DesiredHook[]): readonly DesiredHook[] {
  const inUse = new Set(hooks.map(({ url }) => url.normalized()));
  return hooks
    .map((hook) => {
      const events = sortedSet(hook.events);
      if (events === hook.events && hook.previousUrls.length === 0) return hook;
      const previous = hook.previousUrls.filter((url) => !inUse.has(url.normalized()));
      return { ...hook, events, previousUrls: previous.toSorted(compareUrls) };
    })
    .toSorted(compareDesired);
}

export function canonicalLive(hooks: readonly LiveHook[]): readonly LiveHook[] {
  return hooks
    .map((hook) => {
      const events = sortedSet(hook.events);
      return events === hook.events ? hook : { ...hook, events };
    })
    .toSorted((left, right) => left.id - right.id);
}

/**
 * Sets aside what is under `ignore`, and legacy services and `gh webhook forward` hooks, which have
 * another name than `web`. So is a hook of which GitHub does not show what it is.
 *
 * @returns `ignored`: never matched, changed or deleted; `unidentified`: those of them that no request
 *   could name, or that no `protect` could recognize
 */
export function setAside(hooks: readonly LiveHook[], ignore: readonly UrlGlob[]) {
  const considered: LiveHook[] = [];
  const ignored: LiveHook[] = [];
  const unidentified: LiveHook[] = [];
  for (const hook of hooks.toSorted((left, right) => left.id - right.id)) {
    const isIgnored = ignore.some((glob) => glob.matches(hook.url.normalized()));
    const isUnknown = isUnidentified(hook);
    if (isUnknown && !isIgnored) unidentified.push(hook);
    (isIgnored || isUnknown || hook.name !== "web" ? ignored : considered).push(hook);
  }
  return { considered, ignored, unidentified };
}

/** A declared hook and the live one that is to become it. */
export interface HookPair {
  readonly desired: DesiredHook;
  readonly live: LiveHook;
}

export interface HookMatch {
  readonly pairs: readonly HookPair[];
  readonly missing: readonly DesiredHook[];
  /** Live under a previous URL of a paired hook. */
  readonly superseded: readonly { readonly live: LiveHook; readonly successor: DesiredHook }[];
  /** Live, and not matched. */
  readonly leftover: readonly LiveHook[];
}

/** The URLs of everything in a match, each once. */
export function urlsOf(match: HookMatch): readonly string[] {
  const { pairs, missing, superseded } = match;
  const declared = [
    ...pairs.map(({ desired }) => desired),
    ...missing,
    ...superseded.map(({ successor }) => successor),
  ];
  return [...new Set([...livesOf(match), ...declared].map(({ url }) => url.normalized()))];
}

export function livesOf({ pairs, superseded, leftover }: HookMatch): readonly LiveHook[] {
  return [...[...pairs, ...superseded].map(({ live }) => live), ...leftover];
}

function previousUrls(hook: DesiredHook): string {
  return hook.previousUrls.map((url) => url.reveal()).join("\n");
}

/** The canonical order of declared hooks: everything that can tell two of one scope apart. */
function compareDesired(left: DesiredHook, right: DesiredHook): number {
  return (
    compareStrings(left.url.normalized(), right.url.normalized()) ||
    compareFields(left, right) ||
    compareStrings(previousUrls(left), previousUrls(right)) ||
    comparePositions(left.position, right.position)
  );
}

/** The URL by which a declared hook claims a live one; undefined where it does not. */
export function claimedUrl(
  { url, previousUrls: previous }: DesiredHook,
  live: LiveHook,
): HookUrl | undefined {
  const key = live.url.normalized();
  return [url, ...previous].find((one) => one.normalized() === key);
}

/** So many pairs of one URL are weighed against each other; beyond, each takes the best left. */
const mostPairs = 10_000;

/** How much would change; undefined where two may not be paired. */
type Cost = (hook: DesiredHook, live: LiveHook) => number | undefined;

/** Declared hooks with the live ones that they become, so that the least changes in all. */
export function pairCheapest(
  hooks: readonly DesiredHook[],
  candidates: readonly LiveHook[],
  cost: Cost,
): readonly HookPair[] {
  const isMuch = hooks.length * candidates.length > mostPairs;
  const found = isMuch
    ? pairGreedily(hooks, candidates, cost)
    : assign(hooks.map((hook) => candidates.map((other) => cost(hook, other)))).map(
        (column) => candidates[column ?? -1],
      );
  return hooks.flatMap((desired, index) => {
    const live = found[index];
    return live === undefined ? [] : [{ desired, live }];
  });
}

/** Those first that need no change at all. Nothing is kept of a pair but its cost. */
function pairGreedily(
  hooks: readonly DesiredHook[],
  candidates: readonly LiveHook[],
  cost: Cost,
): readonly (LiveHook | undefined)[] {
  const free = new Set(candidates);
  const found: (LiveHook | undefined)[] = hooks.map(() => undefined);
  for (const most of [0, Number.POSITIVE_INFINITY])
    hooks.forEach((hook, index) => {
      if (found[index] !== undefined) return;
      let least = most;
      for (const other of free) {
        const needed = cost(hook, other) ?? Number.POSITIVE_INFINITY;
        const isBetter = found[index] === undefined ? needed <= least : needed < least;
        if (!isBetter || needed === Number.POSITIVE_INFINITY) continue;
        [found[index], least] = [other, needed];
        if (needed === 0) break;
      }
      const taken = found[index];
      if (taken !== undefined) free.delete(taken);
    });
  return found;
}

/**
 * Pairs declared with live hooks in tiers: the same URL, the same normalized URL, a previous URL.
 * Within a tier the least changes decide. The order of either list never matters.
 */
export function matchHooks(desired: readonly DesiredHook[], live: readonly LiveHook[]): HookMatch {
  const missing = new Set(desired.toSorted(compareDesired));
  const free = new Set(live.toSorted((left, right) => left.id - right.id));
  const pairs: HookPair[] = [];
  const pairTier = (
    urlsOfHook: (hook: DesiredHook) => readonly HookUrl[],
    key: (url: HookUrl) => string,
  ): void => {
    const keysOf = (hook: DesiredHook): readonly string[] => urlsOfHook(hook).map(key);
    const claiming = [...missing].filter((hook) => urlsOfHook(hook).length > 0);
    if (claiming.length === 0) return;
    const candidates = groupBy(free, ({ url }) => key(url));
    for (const hooks of groupConnected(claiming, keysOf)) {
      const lives = [...new Set(hooks.flatMap(keysOf))].flatMap((url) => candidates.get(url) ?? []);
      const sorted = lives.toSorted((left, right) => left.id - right.id);
      const weigh = hooks.length * sorted.length === 1 ? () => 0 : distance;
      const found = pairCheapest(hooks, sorted, (hook, live) =>
        keysOf(hook).includes(key(live.url)) ? weigh(hook, live) : undefined,
      );
      for (const { desired: hook, live: taken } of found) {
        missing.delete(hook);
        free.delete(taken);
      }
      pairs.push(...found);
    }
  };
  const own = ({ url }: DesiredHook) => [url];
  const previous = ({ previousUrls }: DesiredHook) => previousUrls;
  pairTier(own, (url) => url.reveal());
  pairTier(own, (url) => url.normalized());
  pairTier(previous, (url) => url.normalized());
  return completeMatch(pairs, [...missing], [...free]);
}

/** What the pairs leave over, and every URL shown as openly as the place that made it known allows. */
export function completeMatch(
  pairs: readonly HookPair[],
  missing: readonly DesiredHook[],
  free: readonly LiveHook[],
): HookMatch {
  const successors = new Map<string, { successor: DesiredHook; url: HookUrl }>();
  for (const { desired: successor } of pairs)
    for (const url of successor.previousUrls) successors.set(url.normalized(), { successor, url });
  const superseded: { live: LiveHook; successor: DesiredHook }[] = [];
  const leftover: LiveHook[] = [];
  for (const hook of free) {
    const found = successors.get(hook.url.normalized());
    if (found === undefined) leftover.push(hook);
    else superseded.push({ live: seenAs(hook, found.url), successor: found.successor });
  }
  return {
    pairs: pairs.map(({ desired, live }) => ({
      desired,
      live: seenAs(live, claimedUrl(desired, live)),
    })),
    missing,
    superseded,
    leftover,
  };
}

function seenAs(live: LiveHook, url: HookUrl | undefined): LiveHook {
  return { ...live, url: live.url.asKnownFrom(url) };
}
