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

export function verifyRotation(desired: DesiredHook, after: LiveHook): void {
  if (rotationRecorded(desired, after)) return;
  throw new GitHubError(
    "rotation-unrecorded",
    `hook #${after.id} got its secret, but GitHub did not move its updated_at past the rotation`,
    {
      status: 200,
      help: "The next plan will rotate it again. Check the clock of the machine that wrote rotated_at.",
    },
  );
}
