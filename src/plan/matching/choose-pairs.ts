import { groupConnected } from "../../model/group-by.ts";
import type { DesiredHook, LiveHook } from "../../model/hook.ts";
import { distance } from "./diff-hook.ts";
import {
  claimedUrl,
  completeMatch,
  type HookMatch,
  type HookPair,
  livesOf,
  pairCheapest,
  urlsOf,
} from "./match-hooks.ts";

/** How bad a way of pairing is, by the numbers of its actions. */
export interface PairingCost {
  /** Blocked because GitHub would refuse them. */
  readonly refused: number;
  readonly blocked: number;
  /** Refused if GitHub takes for the same whatever could be the same. */
  readonly doubtful: number;
  /** Updates that need a second request. */
  readonly split: number;
}

/** So many ways of pairing the hooks of one URL are tried. */
const mostWays = 120;

function isFine({ refused, doubtful, split }: PairingCost): boolean {
  return refused === 0 && doubtful === 0 && split === 0;
}

function compareCosts(left: PairingCost, right: PairingCost): number {
  return left.blocked - right.blocked || left.doubtful - right.doubtful || left.split - right.split;
}

/** As much of a match as concerns the same URLs. */
function parts({ pairs, missing, superseded, leftover }: HookMatch): readonly HookMatch[] {
  const none: HookMatch = { pairs: [], missing: [], superseded: [], leftover: [] };
  const single = [
    ...pairs.map((pair) => ({ ...none, pairs: [pair] })),
    ...missing.map((hook) => ({ ...none, missing: [hook] })),
    ...superseded.map((hook) => ({ ...none, superseded: [hook] })),
    ...leftover.map((hook) => ({ ...none, leftover: [hook] })),
  ];
  return groupConnected(single, urlsOf).map(join);
}

function join(matches: readonly HookMatch[]): HookMatch {
  return {
    pairs: matches.flatMap(({ pairs }) => pairs),
    missing: matches.flatMap(({ missing }) => missing),
    superseded: matches.flatMap(({ superseded }) => superseded),
    leftover: matches.flatMap(({ leftover }) => leftover),
  };
}

/**
 * Every way of pairing at least as many hooks as the match does, the most pairs and then the least
 * changes first; as far as they go.
 */
function everyWay(
  hooks: readonly DesiredHook[],
  lives: readonly LiveHook[],
  least: number,
): readonly (readonly HookPair[])[] {
  const found: { readonly pairs: readonly HookPair[]; readonly cost: number }[] = [];
  let left = 50 * mostWays;
  const visit = (index: number, pairs: readonly HookPair[], cost: number): void => {
    left -= 1;
    if (found.length > mostWays || left < 0) return;
    const desired = hooks[index];
    if (desired === undefined) {
      if (pairs.length >= least) found.push({ pairs, cost });
      return;
    }
    for (const live of lives)
      if (claimedUrl(desired, live) !== undefined && !pairs.some((pair) => pair.live === live))
        visit(index + 1, [...pairs, { desired, live }], cost + distance(desired, live));
    if (pairs.length + hooks.length - index > least) visit(index + 1, pairs, cost);
  };
  visit(0, [], 0);
  if (found.length > mostWays || left < 0) return [];
  return found
    .toSorted((left, right) => right.pairs.length - left.pairs.length || left.cost - right.cost)
    .map(({ pairs }) => pairs);
}

/** The way in which most hooks keep an event that they have, so that each can give up the others. */
function sharingWay(hooks: readonly DesiredHook[], lives: readonly LiveHook[]) {
  const much = 1_000;
  const cost = (desired: DesiredHook, live: LiveHook): number | undefined => {
    if (claimedUrl(desired, live) === undefined) return undefined;
    const shares = desired.events.some((event) => live.events.includes(event));
    return distance(desired, live) + (shares ? 0 : much);
  };
  return pairCheapest(hooks, lives, cost);
}

/** Whether each URL is that of one hook on either side, so that no other pair is possible. */
function isPlain({ pairs, missing, superseded, leftover }: HookMatch): boolean {
  const hooks = [...pairs.map(({ live }) => live), ...missing, ...leftover];
  return (
    superseded.length === 0 &&
    pairs.every(({ desired, live }) => desired.url.normalized() === live.url.normalized()) &&
    new Set(hooks.map(({ url }) => url.normalized())).size === hooks.length
  );
}

/**
 * Pairs the hooks of a URL in another way where GitHub would refuse what the cheapest way asks for,
 * and not what that one does.
 *
 * @param crowded whether a hook that is not matched stands at a URL
 * @param judge weighs one part of a match
 */
export function choosePairs(
  match: HookMatch,
  crowded: (url: string) => boolean,
  judge: (part: HookMatch) => PairingCost,
): HookMatch {
  if (isPlain(match) && !livesOf(match).some(({ url }) => crowded(url.normalized()))) return match;
  const chosen = parts(match).map((part) => {
    const lives = livesOf(part);
    const isAlone = lives.length < 2 && !lives.some(({ url }) => crowded(url.normalized()));
    if (part.pairs.length === 0 || isAlone) return part;
    let best = { part, cost: judge(part) };
    if (isFine(best.cost)) return part;
    const hooks = [...part.pairs.map(({ desired }) => desired), ...part.missing];
    const sorted = lives.toSorted((left, right) => left.id - right.id);
    const ways = [...everyWay(hooks, sorted, part.pairs.length), sharingWay(hooks, sorted)];
    for (const pairs of ways) {
      if (pairs.length < part.pairs.length) continue;
      const paired = new Set<unknown>(pairs.flatMap(({ desired, live }) => [desired, live]));
      const other = completeMatch(
        pairs,
        hooks.filter((hook) => !paired.has(hook)),
        sorted.filter((live) => !paired.has(live)),
      );
      const cost = judge(other);
      if (compareCosts(cost, best.cost) < 0) best = { part: other, cost };
      if (isFine(best.cost)) break;
    }
    return best.part;
  });
  return join(chosen);
}
