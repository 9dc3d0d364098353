import type { HookRef } from "../../model/plan.ts";
import { compareHookRefs } from "../documents/compare-hook-refs.ts";
import { groupByScope } from "../documents/group-by-scope.ts";
import type { Palette } from "../text/palette.ts";
import { sanitise } from "../text/sanitise.ts";

/** Hooks that nothing happens to, by scope, in a voice lower than that of actions. */
export function renderHookList(
  title: string,
  hooks: readonly (HookRef & { readonly counted?: boolean })[],
  options: { readonly palette: Palette; readonly showUrls: boolean },
): string {
  if (hooks.length === 0) return "";
  const groups = groupByScope(hooks.toSorted(compareHookRefs));
  const lines = groups.flatMap(({ name, items }) => [
    `  ${sanitise(name)}`,
    ...items.map(({ url, hookId, counted }) => {
      const kept = counted === false ? "  (unmanaged: keep)" : "";
      const id = hookId > 0 ? `  #${hookId}` : "";
      return `    ${sanitise(url.show(options.showUrls))}${id}${kept}`;
    }),
  ]);
  return [title, ...lines].map((line) => options.palette.muted(line)).join("\n");
}
