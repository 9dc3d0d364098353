import { compareStrings } from "../../model/compare-strings.ts";
import { groupBy } from "../../model/group-by.ts";
import type { DesiredHook, LiveHook } from "../../model/hook.ts";
import type { HookUrl } from "../../model/hook-url.ts";
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

function previousUrls(hook: DesiredHook): string {
  return hook.previousUrls.map((url) => url.reveal()).join("\n");
}

/** The canonical order of declared hooks: everything that can tell two of one scope apart. */
export function compareDesired(left: DesiredHook, right: DesiredHook): number {
  return (
    compareStrings(left.url.normalised(), right.url.normalised()) ||
    compareStrings(left.url.reveal(), right.url.reveal()) ||
    compareStrings(left.events.join(","), right.events.join(",")) ||
    compareStrings(left.contentType, right.contentType) ||
    Number(left.insecureSsl) - Number(right.insecureSsl) ||
    Number(left.active) - Number(right.active) ||
    compareStrings(previousUrls(left), previousUrls(right)) ||
    compareStrings(left.position.file, right.position.file) ||
    left.position.line - right.position.line ||
    left.position.column - right.position.column
  );
}

/**
 * Pairs declared with live hooks in tiers: the same URL, the same normalised URL, a previous URL.
 * Within a tier the least changes decide. The order of either list never matters.
 */
export function matchHooks(desired: readonly DesiredHook[], live: readonly LiveHook[]): HookMatch {
  const missing = new Set(desired.toSorted(compareDesired));
  const free = new Set(live.toSorted((left, right) => left.id - right.id));
  const pairs: HookPair[] = [];
  // `claim` gives the URL by which a declared hook claims a live one; undefined where it does not.
  const pairWithin = (
    hooks: readonly DesiredHook[],
    candidates: readonly LiveHook[],
    claim: (hook: DesiredHook, candidate: LiveHook) => HookUrl | undefined,
  ): void => {
    const cost = (hook: DesiredHook, candidate: LiveHook): number | undefined =>
      claim(hook, candidate) === undefined ? undefined : distance(hook, candidate);
    const columns = assign(hooks.map((hook) => candidates.map((other) => cost(hook, other))));
    hooks.forEach((hook, row) => {
      const candidate = candidates[columns[row] ?? -1];
      const url = candidate === undefined ? undefined : claim(hook, candidate);
      if (candidate === undefined || url === undefined) return;
      missing.delete(hook);
      free.delete(candidate);
      pairs.push({ desired: hook, live: seenAs(candidate, url) });
    });
  };
  const pairByUrl = (key: (url: HookUrl) => string): void => {
    const candidates = groupBy(free, (hook) => key(hook.url));
    for (const [url, hooks] of groupBy(missing, (hook) => key(hook.url)))
      pairWithin(hooks, candidates.get(url) ?? [], (hook) => hook.url);
  };
  pairByUrl((url) => url.reveal());
  pairByUrl((url) => url.normalised());

  const previousUrl = (hook: DesiredHook, { url }: LiveHook): HookUrl | undefined =>
    hook.previousUrls.find((previous) => previous.normalised() === url.normalised());
  const movable = [...missing].filter((hook) => hook.previousUrls.length > 0);
  const moved = [...free].filter((other) => movable.some((hook) => previousUrl(hook, other)));
  pairWithin(movable, moved, previousUrl);

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
