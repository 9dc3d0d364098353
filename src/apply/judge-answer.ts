import { GitHubError } from "../model/errors.ts";
import type { DesiredHook, LiveHook } from "../model/hook.ts";
import type { SecretChange } from "../model/plan.ts";

/** What can be compared of a hook, declared or live; a `config` alone has no events. */
export type Visible = Pick<LiveHook, "url" | "contentType" | "insecureSsl"> &
  Partial<Pick<LiveHook, "name" | "events" | "active" | "hasSecret">>;

/** By the names that people know. */
const fields: readonly (readonly [name: string, read: (hook: Visible) => unknown])[] = [
  ["name", ({ name }) => name],
  ["url", ({ url }) => url.reveal()],
  ["events", ({ events }) => events && JSON.stringify(events)],
  ["content_type", ({ contentType }) => contentType],
  ["insecure_ssl", ({ insecureSsl }) => insecureSsl],
  ["active", ({ active }) => active],
  ["secret", ({ hasSecret }) => hasSecret],
];

/** The fields in which two differ. What one of them does not show is not compared. */
export function differences(one: Visible, other: Visible): readonly string[] {
  return fields
    .filter(([, read]) => {
      const [left, right] = [read(one), read(other)];
      return left !== undefined && right !== undefined && left !== right;
    })
    .map(([name]) => name);
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
      `GitHub took the request for hook #${id} and does not show its secret as set`,
      { status: 200, help: "Plan again: the secret will be set in a request of its own." },
    );
  if (secret === "remove" && answer.hasSecret)
    throw new GitHubError(
      "secret-not-removed",
      `GitHub took the update of hook #${id} and still shows a secret`,
      { status: 200, help: "Remove the secret on GitHub's settings page, then plan again." },
    );
  const wrong = differences(asked, answer);
  if (wrong.length === 0) return;
  throw new GitHubError(
    "not-as-asked",
    `GitHub accepted the request for hook #${id} and answered with another ${wrong.join(", ")}`,
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
