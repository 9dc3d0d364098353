import { compareStrings } from "../../model/compare-strings.ts";
import type { DesiredHook, LiveHook } from "../../model/hook.ts";
import type { HookUrl } from "../../model/hook-url.ts";

function sortedSet(events: readonly string[]): readonly string[] {
  return [...new Set(events)].toSorted(compareStrings);
}

function compareUrls(left: HookUrl, right: HookUrl): number {
  return compareStrings(left.reveal(), right.reveal());
}

/** The same declared hook with its events and previous URLs, which are sets, in one order. */
export function canonicalDesired(hook: DesiredHook): DesiredHook {
  return {
    ...hook,
    events: sortedSet(hook.events),
    previousUrls: hook.previousUrls.toSorted(compareUrls),
  };
}

/** The same live hooks, events and the hooks themselves in one order. */
export function canonicalLive(hooks: readonly LiveHook[]): readonly LiveHook[] {
  return hooks
    .map((hook) => ({ ...hook, events: sortedSet(hook.events) }))
    .toSorted((left, right) => left.id - right.id);
}
