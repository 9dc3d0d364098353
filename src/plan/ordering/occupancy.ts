import type { HookUrl } from "../../model/hook-url.ts";
import type { Action } from "../../model/plan.ts";

/** What a hook takes up in its scope: GitHub lets no two hooks share a URL and an event. */
export interface Occupant {
  readonly url: HookUrl;
  readonly events: readonly string[];
}

/**
 * What has to be equal for two URLs to be the same. Whether GitHub compares them byte for byte, and
 * whether it compares more than the URL, is not documented.
 * https://docs.github.com/en/rest/repos/webhooks#create-a-repository-webhook
 */
export type UrlKey = (url: HookUrl) => string;

/** The hook as it stands before the action; undefined for a create. */
export function occupantBefore(action: Action): Occupant | undefined {
  if (action.kind === "create") return undefined;
  return { url: action.live.url, events: action.live.events };
}

/** The hook as the action leaves it; undefined for a delete. */
export function occupantAfter(action: Action): Occupant | undefined {
  if (action.kind === "delete") return undefined;
  return { url: action.desired.url, events: action.desired.events };
}

function overlap(left: readonly string[], right: readonly string[]): boolean {
  if (left.length === 0 || right.length === 0) return false;
  if (left.includes("*") || right.includes("*")) return true;
  return left.some((event) => right.includes(event));
}

/**
 * True where the action would take something that the other hook holds. What the hook already shared
 * with it before, under the very same URL, is not taken anew.
 */
export function clashes(action: Action, other: Occupant, key: UrlKey): boolean {
  const after = occupantAfter(action);
  if (after === undefined || key(after.url) !== key(other.url)) return false;
  if (!overlap(after.events, other.events)) return false;
  const before = occupantBefore(action);
  if (before === undefined || before.url.reveal() !== after.url.reveal()) return true;
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
