import type { HookRefDocument } from "../../model/plan-document.ts";
import type { GroupView, SectionView } from "./report-view.ts";

/** The hooks that nobody declares and that stay, as a section of their own; none where there are none. */
export function unmanagedGroup(hooks: readonly HookRefDocument[]): readonly SectionView[] {
  if (hooks.length === 0) return [];
  const group: GroupView = {
    rank: 9,
    weight: "quiet",
    heading: `Unmanaged: ${hooks.length}`,
    lede: "On GitHub and not in the file. They stay.",
    entries: hooks.map(({ scope, hook_id: hookId, url }) => ({
      kind: "unmanaged",
      verb: "unmanaged",
      sign: " ",
      tone: "muted",
      scope,
      url,
      hookId,
      note: "",
      place: "",
      fields: [],
      blocked: null,
      origin: null,
    })),
  };
  return [{ heading: "", groups: [group] }];
}
