import type { DesiredHook, LiveHook } from "../../model/hook.ts";
import { type FieldChange, hookFields } from "../../model/hook-fields.ts";
import { managedSecret } from "../../model/secret-reference.ts";

/** True where a managed secret is missing on GitHub, or one is there that must not be. */
export function secretDiffers(desired: DesiredHook, live: LiveHook): boolean {
  const differs = { undeclared: false, none: live.hasSecret, managed: !live.hasSecret };
  return differs[desired.secret.kind];
}

/**
 * True where GitHub's `updated_at`, which is all that remembers a rotation, lies before it: unless a
 * write moves it, the next plan will ask for the rotation again.
 */
export function rotationUnrecorded(desired: DesiredHook, live: LiveHook): boolean {
  const rotatedAt = managedSecret(desired)?.rotatedAt;
  return rotatedAt !== undefined && live.updatedAt < rotatedAt;
}

/** True where the hook was last updated before its secret was rotated: it still has the old one. */
export function rotationDue(desired: DesiredHook, live: LiveHook): boolean {
  return live.hasSecret && rotationUnrecorded(desired, live);
}

/** The fields in which a live hook differs from the declared one, in a fixed order; no secrets. */
export function diffHook(desired: DesiredHook, live: LiveHook): readonly FieldChange[] {
  return hookFields.flatMap((field) => field.change(desired, live) ?? []);
}

/** How much would change: each event added or removed is one, every other field is one. */
export function distance(desired: DesiredHook, live: LiveHook): number {
  const secret = secretDiffers(desired, live) ? 1 : 0;
  return hookFields.reduce((sum, field) => sum + field.weight(desired, live), secret);
}
