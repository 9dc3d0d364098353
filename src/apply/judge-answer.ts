import { GitHubError } from "../model/errors.ts";
import type { ConfigFields, DesiredHook, LiveHook, ShownFields } from "../model/hook.ts";
import { differingFields } from "../model/hook-fields.ts";
import type { SecretChange } from "../model/plan.ts";
import { rotationUnrecorded } from "../plan/matching/diff-hook.ts";

/** What can be compared of a hook, declared or live; a `config` alone has no events. */
export type Visible = Pick<ShownFields, keyof ConfigFields> &
  Partial<ShownFields & Pick<LiveHook, "name" | "hasSecret">>;

/** What differs, by the names that people know. What one of them does not show is not compared. */
export function differences(one: Visible, other: Visible): readonly string[] {
  const differs = (key: "name" | "hasSecret"): boolean =>
    one[key] !== undefined && other[key] !== undefined && one[key] !== other[key];
  return [
    ...(differs("name") ? ["name"] : []),
    ...differingFields(one, other),
    ...(differs("hasSecret") ? ["secret"] : []),
  ];
}

/**
 * Fails where GitHub said yes and did something else: such a write must not count as done, and
 * nothing may be built on it. A lost secret is told before anything else that is wrong.
 */
export function judgeAnswer(
  id: number,
  { secret, desired }: { readonly secret: SecretChange; readonly desired: DesiredHook },
  asked: Visible,
  answer: Visible & { readonly hasSecret: boolean },
): void {
  if (secret === "keep") verifySecretKept(id, desired, answer);
  else if (asked.hasSecret === true && !answer.hasSecret)
    throw new GitHubError(
      "secret-not-stored",
      `GitHub accepted the request for hook #${id} and does not show its secret as set`,
      { status: 200, help: "Plan again: the secret will be set in a request of its own." },
    );
  if (secret === "remove" && answer.hasSecret)
    throw new GitHubError(
      "secret-not-removed",
      `GitHub accepted the update of hook #${id} and still shows a secret`,
      { status: 200, help: "Remove the secret on GitHub's settings page, then plan again." },
    );
  const wrong = differences(asked, answer);
  if (wrong.length === 0) return;
  throw new GitHubError(
    "not-as-asked",
    `GitHub accepted the request for hook #${id} and answered with other values of ${wrong.join(", ")}`,
    { status: 200, help: "Look at the hook on GitHub, then plan again to see what differs." },
  );
}

/** The mask is all that shows a secret; what an update took away, GitHub cannot give back. */
export function verifySecretKept(
  id: number,
  desired: DesiredHook,
  answer: { readonly hasSecret: boolean },
): void {
  if (answer.hasSecret) return;
  const wayOut =
    desired.secret.kind === "managed"
      ? "Apply again: the secret is declared, so it will be set."
      : "Take the secret from where the receiver has it, declare it in the configuration, and apply again.";
  throw new GitHubError(
    "secret-lost",
    `hook #${id} lost its secret in this update, and GitHub cannot give it back`,
    { status: 200, help: `${wayOut} No further request of this kind was attempted.` },
  );
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
  if (rotationUnrecorded(desired, after)) throw new RotationUnrecorded(after.id, secret);
}
