import type { DesiredHook, LiveHook } from "../../model/hook.ts";
import { secretDiffers } from "../secret-change.ts";
import { diffHook } from "./diff-hook.ts";

/** How many events that are in one list and not in the other. */
function eventDistance(left: readonly string[], right: readonly string[]): number {
  const rightSet = new Set(right);
  const shared = left.filter((event) => rightSet.has(event)).length;
  return left.length + right.length - 2 * shared;
}

/** How much would change: each event added or removed is one, every other field is one. */
export function distance(desired: DesiredHook, live: LiveHook): number {
  const fields = diffHook(desired, live).filter((change) => change.field !== "events").length;
  return (
    fields + eventDistance(desired.events, live.events) + (secretDiffers(desired, live) ? 1 : 0)
  );
}
