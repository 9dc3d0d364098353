import { secondsToWrite } from "../../model/estimate.ts";
import { countNoun, knownTime, showDuration } from "../../model/format.ts";
import type { ActionDocument, RotationDocument } from "../../model/plan-document.ts";
import { sanitize } from "../../redact/sanitize.ts";

/** What the words for a secret depend on; a plan that was read from its file knows less. */
export interface SecretCase
  extends Pick<
    ActionDocument,
    "kind" | "hook_id" | "secret" | "secret_ref" | "resupply_asked" | "updated_at" | "has_secret"
  > {
  readonly blocked: string | null;
  readonly rotated_at?: string | undefined;
}

/** Of a plan that was made offline nobody knows what the live hook has. */
function isOffline({ kind, hook_id: id }: SecretCase): boolean {
  return kind !== "create" && id === null;
}

/**
 * What happens to a hook's secret, in words; undefined where there is nothing to say.
 *
 * GitHub never shows a secret, so nothing here claims that a secret is the right one or has stayed
 * the same: what is not sent is *assumed*.
 */
export function describeSecret(of: SecretCase): string | undefined {
  if (of.kind === "delete")
    return of.has_secret === true
      ? "deleted with the hook: GitHub never shows it again"
      : undefined;
  const name = of.secret_ref === null ? "not declared" : sanitize(of.secret_ref);
  const { secret: change } = of;
  switch (change) {
    case "set":
      if (of.kind === "create") return `${name} (set)`;
      return `${name} (${isOffline(of) ? "set where the hook has none" : "set: the hook has none"})`;
    case "rotate":
      return `${name} (rotated${rotationCause(of)})`;
    case "resupply":
      return of.kind === "config-patch" || of.resupply_asked === true
        ? `${name}, sent again as asked`
        : `${name}, sent again (GitHub would drop it otherwise; not verified to be the one in use)`;
    case "keep":
      return keptWords(of, name);
    case "remove":
      return "removed: GitHub stops signing deliveries";
    case "none":
      return of.kind === "create" ? "none: deliveries are not signed" : undefined;
    default:
      return change satisfies never;
  }
}

function rotationCause(of: SecretCase): string {
  const { rotated_at: rotatedAt } = of;
  const updatedAt = knownTime(of.updated_at);
  if (isOffline(of))
    return ` where the hook was last updated before ${rotatedAt ?? "its rotation"}`;
  const updated = updatedAt === undefined ? "" : ` ${updatedAt},`;
  if (rotatedAt !== undefined) return `: the hook was last updated${updated} before ${rotatedAt}`;
  return updatedAt === undefined ? "" : `: the hook was last updated ${updatedAt}`;
}

function keptWords(of: SecretCase, name: string): string {
  if (of.secret_ref !== null)
    return `${name} (${isOffline(of) ? "not sent" : "assumed, not sent"})`;
  // An update of such a hook is the one request that GitHub documents to drop a secret.
  if (of.kind !== "update") return `${name} (not sent)`;
  return of.blocked === null
    ? `${name} (not sent; checked to be still there)`
    : `${name} (present on GitHub)`;
}

/** What a rotation is about, and how far it is, as one sentence or two. */
export function describeRotation(
  rotation: RotationDocument,
  /** When GitHub last updated the hooks that are due, in any order. */
  dueSince: readonly string[] = [],
): string {
  const { due, blocked, done, writes } = rotation;
  const what = `Rotation of ${sanitize(rotation.secret_ref)} at ${sanitize(rotation.rotated_at)}`;
  const waiting =
    blocked === 0 ? [] : [`${countNoun(blocked, "hook")} blocked, which ${keep(blocked)}`];
  if (due === 0) {
    const all = `done on ${countNoun(done.length, "hook")}, updated since`;
    return `${what}: ${[...(done.length === 0 ? [] : [all]), ...waiting].join("; ")}.`;
  }
  const parts = [
    `${countNoun(due, "hook")} due${sinceWords(dueSince)}`,
    ...(done.length === 0 ? [] : [`${done.length} done, updated since`]),
    ...waiting,
  ];
  const seconds = secondsToWrite(writes);
  // What is over at once is not worth a sentence.
  const pace = seconds < 60 ? "" : ` At GitHub's pace it takes about ${showDuration(seconds)}.`;
  return `${what}: ${parts.join("; ")}.${pace} ${ifDueAgain}`;
}

const ifDueAgain =
  "A hook that is due again after an apply already had this value: set a new value, or a `rotated_at` before the hook's last update.";

/** Why plans go on listing rotations that are done. */
export const unrecordedMessage =
  "the hook had this value already, which GitHub does not record, so each plan lists the rotation again";

/**
 * How that ends.
 *
 * @param since when GitHub last updated the hooks, in any order
 */
export function unrecordedWayOut(secretRef: string, since: readonly string[]): string {
  const first = since.toSorted()[0] ?? "the last update";
  return `It ends where \`rotated_at\` of ${sanitize(secretRef)} is ${sanitize(first)} or earlier, or its value is a new one.`;
}

function keep(count: number): string {
  return count === 1 ? "keeps what it has" : "keep what they have";
}

function sinceWords(times: readonly string[]): string {
  const [first, last] = [times.toSorted()[0], times.toSorted().at(-1)];
  if (first === undefined || last === undefined) return "";
  const span = first === last ? first : `between ${first} and ${last}`;
  return `, last updated ${sanitize(span)}`;
}
