import type { LiveHook } from "../../model/hook.ts";
import type { Action } from "../../model/plan.ts";
import { clashes, occupantOf, ways } from "./occupancy.ts";

/**
 * Blocks an action that GitHub is known to refuse because a hook that stays holds the same URL and
 * event. Only a URL that is equal byte for byte is certain enough for that. What is blocked stays
 * too, and may be in the way of another. A hook that no request can name is most likely the one that
 * is declared, so that nothing is created beside it.
 */
export function blockInTheWay(
  actions: readonly Action[],
  live: readonly LiveHook[],
): readonly Action[] {
  const moving = new Set<number>();
  for (const action of actions)
    if (action.kind !== "create" && action.blocked === null) moving.add(action.live.id);
  const staying = new Map<string, LiveHook[]>();
  const stay = (hook: LiveHook): void => {
    const group = staying.get(hook.url.reveal());
    if (group === undefined) staying.set(hook.url.reveal(), [hook]);
    else group.push(hook);
  };
  for (const hook of live) if (!moving.has(hook.id)) stay(hook);
  const unnamed = new Set(
    live.filter(({ name }) => name === "").map(({ url }) => url.normalised()),
  );
  const isHeld = (action: Action): boolean => {
    const shown = action.kind === "create" ? undefined : action.live;
    return ways(action).every((way) =>
      way.some((now) =>
        (staying.get(now.url.reveal()) ?? []).some((hook) =>
          clashes({ now, shown }, { now: occupantOf(hook), shown: hook }, "literal"),
        ),
      ),
    );
  };

  let current = [...actions];
  let settled = false;
  while (!settled) {
    settled = true;
    current = current.map((action) => {
      if (action.blocked !== null || action.kind === "delete") return action;
      const isUnnamed = action.kind === "create" && unnamed.has(action.desired.url.normalised());
      if (!isUnnamed && !isHeld(action)) return action;
      if (action.kind !== "create") stay(action.live);
      settled = false;
      return { ...action, blocked: "hook-in-the-way" };
    });
  }
  return current;
}
