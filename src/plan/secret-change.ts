import type { DesiredHook, LiveHook } from "../model/hook.ts";

/** True where a managed secret is missing on GitHub, or one is there that must not be. */
export function secretDiffers(desired: DesiredHook, live: LiveHook): boolean {
  switch (desired.secret.kind) {
    case "undeclared":
      return false;
    case "none":
      return live.hasSecret;
    case "managed":
      return !live.hasSecret;
    default:
      return desired.secret satisfies never;
  }
}

/** True where the hook was last updated before its secret was rotated: it still has the old one. */
export function rotationDue(desired: DesiredHook, live: LiveHook): boolean {
  if (desired.secret.kind !== "managed") return false;
  const { rotatedAt } = desired.secret.secret;
  return rotatedAt !== undefined && live.hasSecret && live.updatedAt < rotatedAt;
}
