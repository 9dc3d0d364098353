import type { DesiredHook, LiveHook } from "../../model/hook.ts";
import type { FieldChange } from "../../model/plan.ts";
import { secretDiffers } from "../secret-change.ts";

function sameList(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((item, index) => item === right[index]);
}

/** The fields in which a live hook differs from the declared one, in a fixed order; no secrets. */
export function diffHook(desired: DesiredHook, live: LiveHook): readonly FieldChange[] {
  const changes: FieldChange[] = [];
  if (desired.url.reveal() !== live.url.reveal())
    changes.push({ field: "url", before: live.url, after: desired.url });
  if (!sameList(desired.events, live.events))
    changes.push({ field: "events", before: live.events, after: desired.events });
  if (desired.contentType !== live.contentType)
    changes.push({ field: "content_type", before: live.contentType, after: desired.contentType });
  if (desired.insecureSsl !== live.insecureSsl)
    changes.push({ field: "insecure_ssl", before: live.insecureSsl, after: desired.insecureSsl });
  if (desired.active !== live.active)
    changes.push({ field: "active", before: live.active, after: desired.active });
  return changes;
}

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
