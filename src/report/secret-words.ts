import type { Action, SecretChange } from "../model/plan.ts";
import { sanitise } from "./sanitise.ts";
import { showTime } from "./show-time.ts";

/**
 * What an action does to the hook's secret, in words; undefined where there is nothing to say.
 *
 * GitHub never shows a secret, so nothing here claims that a secret is the right one or has stayed
 * the same: what is not sent is *assumed*.
 */
export function secretWords(action: Action): string | undefined {
  if (action.kind === "delete") {
    return action.live.hasSecret ? "goes with the hook: GitHub never shows it again" : undefined;
  }
  const { secret } = action.desired;
  const name = secret.kind === "managed" ? sanitise(secret.secret.ref) : "not declared";
  const change: SecretChange = action.secret;
  switch (change) {
    case "set":
      return action.kind === "create" ? `${name} (set)` : `${name} (set: the hook has none)`;
    case "rotate": {
      const since = secret.kind === "managed" ? secret.secret.rotatedAt : undefined;
      return since === undefined
        ? `${name} (rotated)`
        : `${name} (rotated: the hook was last updated before ${showTime(since)})`;
    }
    case "resupply":
      return action.kind === "update"
        ? `${name} (re-supplied: an ordinary update would wipe it)`
        : `${name} (re-supplied)`;
    case "keep":
      return keptWords(action, name);
    case "remove":
      return "removed: GitHub stops signing deliveries";
    case "none":
      return action.kind === "create" ? "none: deliveries are not signed" : undefined;
    default:
      return change satisfies never;
  }
}

function keptWords(action: Exclude<Action, { kind: "delete" }>, name: string): string {
  if (action.desired.secret.kind === "managed") return `${name} (assumed, not sent)`;
  // An update of such a hook is the one request that GitHub documents to drop a secret.
  if (action.kind !== "update") return `${name} (not sent)`;
  return action.blocked === null
    ? `${name} (not sent; checked to be still there)`
    : `${name} (present on GitHub)`;
}
