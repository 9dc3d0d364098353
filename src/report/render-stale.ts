import type { StaleScope } from "../model/stale-scope.ts";
import { actionTarget } from "./action-target.ts";
import type { Palette } from "./palette.ts";
import { sanitise } from "./sanitise.ts";

/**
 * The scopes of a saved plan that would not be what was reviewed, action by action. Empty where
 * there are none; no line break at the end.
 */
export function renderStale(
  stale: Iterable<StaleScope>,
  options: { readonly palette: Palette; readonly showUrls?: boolean },
): string {
  const { palette, showUrls = false } = options;
  const blocks = [...stale].map(({ scope, gone, fresh, reordered }) => [
    `${palette.scope(sanitise(scope))}  ${palette.warning("stale, not touched")}`,
    ...gone.map(
      ({ kind, url, hook_id }) =>
        `  ${palette.muted("reviewed, not due any more:")}  ${line(kind, url, hook_id)}`,
    ),
    ...fresh.map((action) => {
      const { url, hookId } = actionTarget(action);
      return `  ${palette.muted("due now, not reviewed:")}      ${line(action.kind, url.show(showUrls), hookId)}`;
    }),
    ...(reordered ? [`  ${palette.muted("the same actions, in another order")}`] : []),
  ]);
  if (blocks.length === 0) return "";
  const title = palette.strong("Not what was reviewed. Plan these again, and review them:");
  return [title, ...blocks.flat()].join("\n");
}

function line(kind: string, url: string, id: number | null): string {
  return `${sanitise(kind)}  ${sanitise(url)}${id === null ? "" : `  #${id}`}`;
}
