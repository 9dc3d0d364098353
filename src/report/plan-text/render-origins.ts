import type { Action, Plan } from "../../model/plan.ts";
import type { ActionOrigin } from "../../model/plan-document.ts";
import { countNoun } from "../text/count-noun.ts";
import type { RenderActionOptions } from "./render-action.ts";
import { renderActions } from "./render-actions.ts";

const names = { change: "This change", drift: "Was due before" } as const;

/** The actions of a plan that was compared with a base: what the change does, apart from the rest. */
export function renderOrigins(
  plan: Plan,
  origin: ReadonlyMap<Action, ActionOrigin>,
  options: RenderActionOptions,
): string {
  const { palette } = options;
  const part = (of: ActionOrigin): readonly string[] => {
    const actions = plan.actions.filter((action) => (origin.get(action) ?? "change") === of);
    if (actions.length === 0 && of === "drift") return [];
    const count = actions.length === 0 ? "nothing to do" : countNoun(actions.length, "action");
    const heading = palette.strong(`── ${names[of]}: ${count}`);
    return [heading, renderActions(plan, options, actions)].filter((block) => block !== "");
  };
  return [...part("change"), ...part("drift")].join("\n\n");
}
