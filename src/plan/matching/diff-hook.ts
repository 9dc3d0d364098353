import type { DesiredHook, LiveHook } from "../../model/hook.ts";
import { type FieldChange, hookFields } from "../../model/hook-fields.ts";
import { secretDiffers } from "../secret-change.ts";

/** The fields in which a live hook differs from the declared one, in a fixed order; no secrets. */
export function diffHook(desired: DesiredHook, live: LiveHook): readonly FieldChange[] {
  return hookFields.flatMap((field) => field.change(desired, live) ?? []);
}

/** How much would change: each event added or removed is one, every other field is one. */
export function distance(desired: DesiredHook, live: LiveHook): number {
  const secret = secretDiffers(desired, live) ? 1 : 0;
  return hookFields.reduce((sum, field) => sum + field.weight(desired, live), secret);
}
