import type { LiveHook } from "../../model/hook.ts";
import type { HookUrl } from "../../model/hook-url.ts";
import type { Action } from "../../model/plan.ts";

/** The hook that an action is about. */
export interface ActionTarget {
  /** The URL that the hook is to have; for a delete the URL that it has. */
  readonly url: HookUrl;
  /** null where there is no hook yet, and where nobody has asked GitHub for it. */
  readonly hookId: number | null;
}

export function actionTarget(action: Action): ActionTarget {
  switch (action.kind) {
    case "create":
      return { url: action.desired.url, hookId: null };
    case "update":
    case "config-patch":
      return { url: action.desired.url, hookId: idOf(action.live) };
    case "delete":
      return { url: action.live.url, hookId: idOf(action.live) };
    default:
      return action satisfies never;
  }
}

/** A hook that is on paper alone, in an offline plan, has an id below zero. */
function idOf({ id }: LiveHook): number | null {
  return id > 0 ? id : null;
}
