import type { Action } from "../../model/plan.ts";
import { actionTarget } from "../documents/action-target.ts";
import { sanitise } from "../text/sanitise.ts";
import { showPlace } from "../text/show-place.ts";

/** The cells of the line that opens an action. An empty one has nothing to say. */
export interface ActionOpening {
  readonly verb: string;
  readonly url: string;
  /** Stands at every live hook, for masks can make two URLs look alike. */
  readonly id: string;
  readonly note: string;
  readonly place: string;
}

export function actionOpening(action: Action, showUrls: boolean): ActionOpening {
  const { url, hookId } = actionTarget(action);
  return {
    verb: action.blocked === null ? action.kind : "blocked",
    url: sanitise(url.show(showUrls)),
    id: hookId === null ? "" : `#${hookId}`,
    note: [
      ...(action.blocked === null ? [] : [action.kind]),
      ...(action.kind === "delete" ? [action.reason] : []),
    ].join(", "),
    place: action.position === undefined ? "" : showPlace(action.position),
  };
}
