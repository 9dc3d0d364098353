import { compareStrings } from "../../model/compare-strings.ts";
import type { DesiredHook, LiveHook } from "../../model/hook.ts";
import type { HookUrl } from "../../model/hook-url.ts";
import { compareDesired } from "./match-hooks.ts";

function sortedSet(events: readonly string[]): readonly string[] {
  return [...new Set(events)].toSorted(compareStrings);
}

function compareUrls(left: HookUrl, right: HookUrl): number {
  return compareStrings(left.reveal(), right.reveal());
}

/**
 * The same declared hooks of one scope, in one order, and so their events and previous URLs, which are
 * sets. A previous URL that some of them has is in use: its live hooks are neither moved nor deleted.
 */
export function canonicalDesired(hooks: readonly DesiredHook[]): readonly DesiredHook[] {
  const inUse = new Set(hooks.map(({ url }) => url.normalised()));
  return hooks
    .map((hook) => ({
      ...hook,
      events: sortedSet(hook.events),
      previousUrls: hook.previousUrls
        .filter((url) => !inUse.has(url.normalised()))
        .toSorted(compareUrls),
    }))
    .toSorted(compareDesired);
}

/** The same live hooks, events and the hooks themselves in one order. */
export function canonicalLive(hooks: readonly LiveHook[]): readonly LiveHook[] {
  return hooks
    .map((hook) => ({ ...hook, events: sortedSet(hook.events) }))
    .toSorted((left, right) => left.id - right.id);
}
