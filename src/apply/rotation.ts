import { GitHubError } from "../model/errors.ts";
import type { DesiredHook, LiveHook } from "../model/hook.ts";

/** True where GitHub's `updated_at` is at or past the rotation: the next plan will not repeat it. */
export function rotationRecorded(
  { secret }: DesiredHook,
  { updatedAt }: Pick<LiveHook, "updatedAt">,
): boolean {
  const rotatedAt = secret.kind === "managed" ? secret.secret.rotatedAt : undefined;
  return rotatedAt === undefined || updatedAt >= rotatedAt;
}

const sameValue =
  "Most likely the hook had this very value already: GitHub does not move updated_at for an update that changes nothing. Where a new value was meant, check that hookfleet reads the new one. Where not, `hookfleet apply --verify` proves the value, which ends the rotation.";

/** The hook has its secret, and its `updated_at` does not show it: a proof of the secret settles it. */
export class RotationUnrecorded extends GitHubError {
  readonly hookId: number;

  constructor(hookId: number) {
    super(
      "rotation-unrecorded",
      `hook #${hookId} got its secret, but GitHub did not move its updated_at past the rotation`,
      {
        status: 200,
        help: `${sameValue} Otherwise check the clock of the machine that wrote rotated_at. The next plan will rotate it again.`,
      },
    );
    this.name = "RotationUnrecorded";
    this.hookId = hookId;
  }
}

/** @throws RotationUnrecorded where the next plan would ask for the rotation again */
export function verifyRotation(desired: DesiredHook, after: LiveHook): void {
  if (!rotationRecorded(desired, after)) throw new RotationUnrecorded(after.id);
}
