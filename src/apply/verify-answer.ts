import { GitHubError } from "../model/errors.ts";
import type { LiveHook } from "../model/hook.ts";
import type { ConfigPatchAction, UpdateAction } from "../model/plan.ts";

function sameEvents(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((event, index) => event === right[index]);
}

/** A hook but for its secret; declared and live ones have these alike. */
type Visible = Pick<LiveHook, "url" | "events" | "contentType" | "insecureSsl" | "active">;

/** The fields in which GitHub's answer is not what was asked for. */
function fieldsNotTaken(desired: Visible, answer: LiveHook): readonly string[] {
  return [
    ...(answer.url.reveal() === desired.url.reveal() ? [] : ["url"]),
    ...(sameEvents(answer.events, desired.events) ? [] : ["events"]),
    ...(answer.contentType === desired.contentType ? [] : ["content_type"]),
    ...(answer.insecureSsl === desired.insecureSsl ? [] : ["insecure_ssl"]),
    ...(answer.active === desired.active ? [] : ["active"]),
  ];
}

/** Fails where GitHub said yes and did something else: such a run must not count as done. */
export function verifyAnswer(desired: Visible, answer: LiveHook): void {
  const fields = fieldsNotTaken(desired, answer);
  if (fields.length === 0) return;
  throw new GitHubError(
    "not-as-asked",
    `GitHub accepted the request for hook #${answer.id} and answered with another ${fields.join(", ")}`,
    { status: 200, help: "Look at the hook on GitHub, then plan again to see what differs." },
  );
}

/** Fails where a secret that was sent is not shown as present. */
export function verifySecretStored(id: number, answer: { readonly hasSecret: boolean }): void {
  if (answer.hasSecret) return;
  throw new GitHubError(
    "secret-not-stored",
    `GitHub took the request for hook #${id} and does not show its secret as set`,
    { status: 200, help: "Plan again: the secret will be set in a request of its own." },
  );
}

/** The mask is all that shows a secret; what an update took away, GitHub cannot give back. */
export function verifySecretKept(
  { live, desired }: UpdateAction | ConfigPatchAction,
  answer: { readonly hasSecret: boolean },
): void {
  if (answer.hasSecret) return;
  const wayOut =
    desired.secret.kind === "managed"
      ? "Apply again: the secret is declared, so it will be set."
      : "Take the secret from where the receiver has it, declare it in the configuration, and apply again.";
  throw new GitHubError(
    "secret-lost",
    `hook #${live.id} lost its secret in this update, and GitHub cannot give it back`,
    { status: 200, help: `${wayOut} No further request of this kind was attempted.` },
  );
}
