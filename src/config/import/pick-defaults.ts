import type { HookFields, WrittenDefaults } from "./fleet-draft.ts";

/**
 * Picks what most hooks have in common, so that only the others say it. Never `insecure_ssl` or
 * `active`: as a default, a hook added later would take over what was meant for others.
 *
 * @param written every template, and every hook that has none
 */
export function pickDefaults(written: readonly HookFields[]): WrittenDefaults {
  const contentType = majority(written, 2, (hook) => hook.contentType)?.contentType;
  // A hook reads better with its events; they are left out only where they would be repeated a lot.
  const events = majority(written, 3, (hook) => JSON.stringify(hook.events))?.events;
  return {
    ...(events === undefined ? {} : { events }),
    ...(contentType === undefined ? {} : { contentType }),
  };
}

/** One of those that are alike, if they are more than half and at least so many. */
function majority(
  written: readonly HookFields[],
  least: number,
  keyOf: (hook: HookFields) => string,
): HookFields | undefined {
  const groups = new Map<string, HookFields[]>();
  for (const hook of written) {
    const group = groups.get(keyOf(hook));
    if (group === undefined) groups.set(keyOf(hook), [hook]);
    else group.push(hook);
  }
  // More than half are alike in one group at most, so that no order decides.
  return [...groups.values()].find(
    (group) => group.length >= least && group.length * 2 > written.length,
  )?.[0];
}
