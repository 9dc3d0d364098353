import { GitHubError } from "../model/errors.ts";
import type { DesiredHook, LiveHook } from "../model/hook.ts";
import type { SecretChange } from "../model/plan.ts";

/** True where GitHub's `updated_at` is at or past the rotation: the next plan will not repeat it. */
export function rotationRecorded(
  { secret }: DesiredHook,
  { updatedAt }: Pick<LiveHook, "updatedAt">,
): boolean {
  const rotatedAt = secret.kind === "managed" ? secret.secret.rotatedAt : undefined;
  return rotatedAt === undefined || updatedAt >= rotatedAt;
}

const sameValue =
  "Most likely the hook had this very value already: GitHub does not move updated_at for an update that changes nothing. Where a new value was meant, check that hookfleet reads the new one. Where not, `hookfleet apply --verify` proves the value, which ends the rotation. Otherwise check the clock of the machine that wrote rotated_at.";

/** A hook without a secret had no value that this one could be the same as. */
const otherClock =
  "`rotated_at` is later than GitHub's clock: check the clock of the machine that wrote it.";

const noWriteLeft =
  " --max-writes left no write for a full update, which might have recorded it: allow one more.";

/** The hook has its secret, and its `updated_at` does not show it: a proof of the secret settles it. */
export class RotationUnrecorded extends GitHubError {
  readonly hookId: number;

  /** @param mayTryMore false where `--max-writes` kept it from a full update */
  constructor(hookId: number, secret: SecretChange, mayTryMore = true) {
    super(
      "rotation-unrecorded",
      `hook #${hookId} got its secret, but GitHub did not move its updated_at past the rotation`,
      {
        status: 200,
        help: `${secret === "set" ? otherClock : sameValue}${mayTryMore ? "" : noWriteLeft} The next plan will rotate it again.`,
      },
    );
    this.name = "RotationUnrecorded";
    this.hookId = hookId;
  }
}

/** @throws RotationUnrecorded where the next plan would ask for the rotation again */
export function verifyRotation(
  { desired, secret }: { readonly desired: DesiredHook; readonly secret: SecretChange },
  after: LiveHook,
): void {
  if (!rotationRecorded(desired, after)) throw new RotationUnrecorded(after.id, secret);
}
