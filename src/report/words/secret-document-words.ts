import type { SecretChange } from "../../model/plan.ts";
import { sanitise } from "../text/sanitise.ts";
import { showTime } from "../text/show-time.ts";

/** What the words for a secret depend on; a plan that was read from its file knows less. */
export interface SecretCase {
  readonly kind: "create" | "update" | "config-patch" | "delete";
  readonly secret: SecretChange;
  /** null where the file declares none. */
  readonly secretRef: string | null;
  readonly isBlocked: boolean;
  /** `--resupply` asked for the secret to be sent again. */
  readonly isAsked?: boolean | undefined;
  /** The plan was made offline, so that nobody knows what the live hook has. */
  readonly isOnPaper?: boolean | undefined;
  /** Whether a hook that is deleted has a secret; undefined where nobody remembers. */
  readonly hasSecret?: boolean | undefined;
  /** Milliseconds since the epoch. */
  readonly rotatedAt?: number | undefined;
  /** When GitHub last updated the hook, likewise. */
  readonly updatedAt?: number | undefined;
}

/**
 * What happens to a hook's secret, in words; undefined where there is nothing to say.
 *
 * GitHub never shows a secret, so nothing here claims that a secret is the right one or has stayed
 * the same: what is not sent is *assumed*.
 */
export function secretDocumentWords(of: SecretCase): string | undefined {
  if (of.kind === "delete")
    return of.hasSecret === true ? "goes with the hook: GitHub never shows it again" : undefined;
  const name = of.secretRef === null ? "not declared" : sanitise(of.secretRef);
  const { secret: change } = of;
  switch (change) {
    case "set":
      if (of.kind === "create") return `${name} (set)`;
      return `${name} (${of.isOnPaper === true ? "set where the hook has none" : "set: the hook has none"})`;
    case "rotate":
      return `${name} (rotated${rotationCause(of)})`;
    case "resupply":
      return of.kind === "config-patch" || of.isAsked === true
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

function rotationCause({ rotatedAt, updatedAt, isOnPaper }: SecretCase): string {
  if (isOnPaper === true) {
    const before = rotatedAt === undefined ? "its rotation" : showTime(rotatedAt);
    return ` where the hook was last updated before ${before}`;
  }
  const updated = updatedAt === undefined ? "" : ` ${showTime(updatedAt)},`;
  if (rotatedAt !== undefined)
    return `: the hook was last updated${updated} before ${showTime(rotatedAt)}`;
  return updatedAt === undefined ? "" : `: the hook was last updated ${showTime(updatedAt)}`;
}

function keptWords(of: SecretCase, name: string): string {
  if (of.secretRef !== null)
    return `${name} (${of.isOnPaper === true ? "not sent" : "assumed, not sent"})`;
  // An update of such a hook is the one request that GitHub documents to drop a secret.
  if (of.kind !== "update") return `${name} (not sent)`;
  return of.isBlocked
    ? `${name} (present on GitHub)`
    : `${name} (not sent; checked to be still there)`;
}
