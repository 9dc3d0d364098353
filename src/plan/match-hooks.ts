import { compareStrings } from "../model/compare-strings.ts";
import type { DesiredHook, LiveHook } from "../model/hook.ts";
import type { HookUrl } from "../model/hook-url.ts";
import { assign } from "./assign.ts";
import { distance } from "./distance.ts";

/** A declared hook and the live one that is to become it. */
export interface HookPair {
  readonly desired: DesiredHook;
  readonly live: LiveHook;
}

export interface HookMatch {
  readonly pairs: readonly HookPair[];
  /** Declared, not live. */
  readonly missing: readonly DesiredHook[];
  /** Live under a previous URL of a paired hook. */
  readonly superseded: readonly { readonly live: LiveHook; readonly successor: DesiredHook }[];
  /** Live, and nobody's. */
  readonly leftover: readonly LiveHook[];
}

/** A URL is shown as openly as the place that made it known allows. */
function seenAs(live: LiveHook, url: HookUrl): LiveHook {
  return { ...live, url: live.url.asKnownFrom(url) };
}

/** The canonical order of declared hooks: everything that can tell two of one scope apart. */
export function compareDesired(left: DesiredHook, right: DesiredHook): number {
  return (
    compareStrings(left.url.normalised(), right.url.normalised()) ||
    compareStrings(left.url.reveal(), right.url.reveal()) ||
    compareStrings(left.events.join(","), right.events.join(",")) ||
    compareStrings(left.contentType, right.contentType)
  );
}

function groupBy<T>(items: Iterable<T>, key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}

/**
 * Pairs declared with live hooks in tiers: the same URL, the same normalised URL, a previous URL.
 * Within a tier the least changes decide. The order of either list never matters.
 */
export function matchHooks(desired: readonly DesiredHook[], live: readonly LiveHook[]): HookMatch {
  const missing = new Set(desired.toSorted(compareDesired));
  const free = new Set(live.toSorted((left, right) => left.id - right.id));
  const pairs: HookPair[] = [];
  const pair = (hook: DesiredHook, candidate: LiveHook, url: HookUrl): void => {
    missing.delete(hook);
    free.delete(candidate);
    pairs.push({ desired: hook, live: seenAs(candidate, url) });
  };
  const pairByUrl = (key: (url: HookUrl) => string): void => {
    const candidates = groupBy(free, (hook) => key(hook.url));
    for (const [url, hooks] of groupBy(missing, (hook) => key(hook.url))) {
      const group = candidates.get(url) ?? [];
      const columns = assign(hooks.map((hook) => group.map((other) => distance(hook, other))));
      hooks.forEach((hook, row) => {
        const candidate = group[columns[row] ?? -1];
        if (candidate !== undefined) pair(hook, candidate, hook.url);
      });
    }
  };
  pairByUrl((url) => url.reveal());
  pairByUrl((url) => url.normalised());

  // A previous URL is claimed by one declared hook only, so that nobody competes here.
  const freeByUrl = groupBy(free, (hook) => hook.url.normalised());
  for (const hook of missing) {
    const best = hook.previousUrls
      .flatMap((url) => (freeByUrl.get(url.normalised()) ?? []).map((other) => ({ other, url })))
      .filter(({ other }) => free.has(other))
      .map(({ other, url }) => ({ other, url, cost: distance(hook, other) }))
      .toSorted((left, right) => left.cost - right.cost || left.other.id - right.other.id)[0];
    if (best !== undefined) pair(hook, best.other, best.url);
  }

  const successors = new Map<string, { successor: DesiredHook; url: HookUrl }>();
  for (const { desired: successor } of pairs)
    for (const url of successor.previousUrls) successors.set(url.normalised(), { successor, url });
  const superseded: { live: LiveHook; successor: DesiredHook }[] = [];
  for (const hook of free) {
    const found = successors.get(hook.url.normalised());
    if (found === undefined) continue;
    free.delete(hook);
    superseded.push({ live: seenAs(hook, found.url), successor: found.successor });
  }
  return { pairs, missing: [...missing], superseded, leftover: [...free] };
}
