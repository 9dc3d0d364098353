import type { HookHealth, ReceiverHealth } from "../../model/fleet-health.ts";

/** Hooks without trouble that are shown all the same. */
const fineShown = 3;

/**
 * The hooks of a receiver that are worth a line: where everything fails for the same reason, or all
 * is well, the receiver's own line says it for all of them.
 */
export function shownHooks({ hooks, statistics }: ReceiverHealth): readonly HookHealth[] {
  const last = statistics.outage?.since;
  const isDown = (hook: HookHealth): boolean =>
    hook.statistics.last === undefined ||
    (last !== undefined && (hook.statistics.outage?.since ?? Number.POSITIVE_INFINITY) >= last) ||
    hook.statistics.last.failed;
  const isUnproved = ({ proof }: HookHealth): boolean =>
    proof === "mismatch" || proof === "unsigned";
  if (hooks.length > fineShown && statistics.outage !== undefined && hooks.every(isDown))
    return hooks.filter(isUnproved);
  const troubled = hooks.filter(
    (hook) => hook.complaints.length > 0 || hook.statistics.failures > 0 || isUnproved(hook),
  );
  return hooks.length <= fineShown ? hooks : troubled;
}
