import type { Action } from "../model/plan.ts";

/** What a hook takes up in its scope: GitHub lets no two hooks share a URL and an event. */
export interface Occupant {
  readonly url: string;
  readonly events: readonly string[];
}

/** The hook as it stands before the action; undefined for a create. */
export function occupantBefore(action: Action): Occupant | undefined {
  if (action.kind === "create") return undefined;
  return { url: action.live.url.normalised(), events: action.live.events };
}

/** The hook as the action leaves it; undefined for a delete. */
export function occupantAfter(action: Action): Occupant | undefined {
  if (action.kind === "delete") return undefined;
  return { url: action.desired.url.normalised(), events: action.desired.events };
}

function overlap(left: readonly string[], right: readonly string[]): boolean {
  if (left.length === 0 || right.length === 0) return false;
  if (left.includes("*") || right.includes("*")) return true;
  return left.some((event) => right.includes(event));
}

/**
 * True where the action would take something that the other hook holds. What the hook already shared
 * with it before is not taken anew.
 *
 * Whether GitHub compares more than the URL, and whether byte for byte, is not documented; the
 * normalised URL alone is the most careful reading.
 * https://docs.github.com/en/rest/repos/webhooks#create-a-repository-webhook
 */
export function clashes(action: Action, other: Occupant): boolean {
  const after = occupantAfter(action);
  if (after === undefined || after.url !== other.url || !overlap(after.events, other.events))
    return false;
  const before = occupantBefore(action);
  if (before === undefined || before.url !== after.url) return true;
  if (before.events.includes("*")) return false;
  return overlap(
    after.events.filter((event) => !before.events.includes(event)),
    other.events,
  );
}

/** Events that the action adds to those its hook counts towards. */
export function addedEvents(action: Action): readonly string[] {
  const before = occupantBefore(action)?.events ?? [];
  return (occupantAfter(action)?.events ?? []).filter((event) => !before.includes(event));
}

export function removedEvents(action: Action): readonly string[] {
  const after = occupantAfter(action)?.events ?? [];
  return (occupantBefore(action)?.events ?? []).filter((event) => !after.includes(event));
}
