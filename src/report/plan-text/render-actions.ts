import { isSelectorScope } from "../../model/is-selector-scope.ts";
import type { Action, Plan } from "../../model/plan.ts";
import { groupByScope } from "../documents/group-by-scope.ts";
import { sanitise } from "../text/sanitise.ts";
import { blockedWords } from "../words/blocked-words.ts";
import { hooksInTheWay } from "../words/hooks-in-the-way.ts";
import { actionColumns } from "./action-columns.ts";
import { actionOpening } from "./action-opening.ts";
import { type RenderActionOptions, renderAction } from "./render-action.ts";
import { renderBlocked } from "./render-blocked.ts";

/** The actions of a plan, or some of them, each below the name of its scope. */
export function renderActions(
  plan: Plan,
  options: RenderActionOptions,
  shown: readonly Action[] = plan.actions,
): string {
  const { palette, showUrls, width } = options;
  const openings = (actions: readonly Action[]) =>
    actions.map((action) => actionOpening(action, showUrls));
  const verb = openings(plan.actions).reduce(
    (most, { verb: { length } }) => Math.max(most, length),
    0,
  );
  const explained = new Map<string, string>();
  return groupByScope(shown)
    .map(({ name, items }) => {
      const columns = actionColumns(openings(items), { verb, width });
      const lines = items.flatMap((action) => [
        ...renderAction(action, columns, options),
        ...explain(plan, action, explained, options),
      ]);
      const [first] = items;
      const many =
        first !== undefined && isSelectorScope(first.scope)
          ? palette.muted("  every repository that it selects")
          : "";
      return [`${palette.scope(sanitise(name))}${many}`, ...lines].join("\n");
    })
    .join("\n\n");
}

/**
 * A fleet can have hundreds of actions that are blocked for one reason. The first is explained in
 * full and the others refer to it, so that the plan stays readable.
 */
function explain(
  plan: Plan,
  action: Action,
  explained: Map<string, string>,
  options: RenderActionOptions,
): readonly string[] {
  if (action.blocked === null) return [];
  const words = blockedWords(action, action.blocked, hooksInTheWay(plan, action));
  const key = JSON.stringify(words);
  const { palette } = options;
  const first = explained.get(key);
  if (first !== undefined)
    return [`      ${palette.blocked(`! ${action.blocked}:`)} as for ${first} above`];
  const { id, url } = actionOpening(action, options.showUrls);
  explained.set(key, id === "" ? url : id);
  return renderBlocked(action.blocked, words, options);
}
