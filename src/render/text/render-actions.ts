import { countNoun } from "../../documents/format.ts";
import { groupByScope } from "../../documents/group-by-scope.ts";
import {
  type BlockedWords,
  blockedWords,
  hooksInTheWay,
} from "../../documents/words/blocked-words.ts";
import type { Action, BlockedReason, Plan } from "../../model/plan.ts";
import type { ActionOrigin } from "../../model/plan-document.ts";
import { isSelectorScope } from "../../model/scope.ts";
import { sanitize } from "../../redact/sanitize.ts";
import { wrapProse } from "./layout.ts";
import type { Palette } from "./palette.ts";
import {
  actionColumns,
  actionOpening,
  type RenderActionOptions,
  renderAction,
} from "./render-action.ts";

/** Below a blocked action: why, and the way out. */
export function renderBlocked(
  reason: BlockedReason,
  { why, wayOut }: BlockedWords,
  options: { readonly palette: Palette; readonly width: number },
): readonly string[] {
  const { palette, width } = options;
  const rest = " ".repeat(8);
  const [first = "", ...others] = wrapProse(`${reason}: ${why}`, { first: "", rest, width });
  // The code is at the start of the first line, which is long enough to hold it.
  const told = `${palette.blocked(first.slice(0, reason.length + 1))}${first.slice(reason.length + 1)}`;
  return [
    `      ${palette.blocked("!")} ${told}`,
    ...others,
    ...wrapProse(wayOut, { first: `      ${palette.strong("→")} `, rest, width }),
  ];
}

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
      return [`${palette.scope(sanitize(name))}${many}`, ...lines].join("\n");
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
