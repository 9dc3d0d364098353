import type { HookUrl } from "../model/hook-url.ts";
import type { Action } from "../model/plan.ts";

/** The hook that an action is about. */
export interface ActionTarget {
  /** The URL that the hook is to have; for a delete the URL that it has. */
  readonly url: HookUrl;
  /** null where there is no hook yet. */
  readonly hookId: number | null;
}

export function actionTarget(action: Action): ActionTarget {
  switch (action.kind) {
    case "create":
      return { url: action.desired.url, hookId: null };
    case "update":
    case "config-patch":
      return { url: action.desired.url, hookId: action.live.id };
    case "delete":
      return { url: action.live.url, hookId: action.live.id };
    default:
      return action satisfies never;
  }
}
