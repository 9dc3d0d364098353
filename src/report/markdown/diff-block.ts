import { groupBy } from "../../model/group-by.ts";
import { sanitise } from "../text/sanitise.ts";
import type { EntryView } from "../view/report-view.ts";
import type { PreparedGroup } from "./prepare-report.ts";

/** What of a group's entries is shown. */
export interface Shown {
  readonly entries: readonly EntryView[];
  /** Those with their fields below them. */
  readonly detailed: ReadonlySet<EntryView>;
}

/** Entries as a block that GitHub colours. Every line begins with a sign or blanks: none can end it. */
export function diffBlock(
  group: PreparedGroup,
  { entries, detailed }: Shown,
  options: { readonly scopes: boolean },
): readonly string[] {
  const lines = [...groupBy(entries, ({ scope }) => scope.toLowerCase()).values()].flatMap(
    (part) => [
      ...(options.scopes ? [`@@ ${sanitise(part[0]?.scope ?? "")} @@`] : []),
      ...part.flatMap((entry) => {
        const prepared = group.lines.get(entry);
        if (prepared === undefined) return [];
        return [prepared.opening, ...(detailed.has(entry) ? prepared.details : [])];
      }),
    ],
  );
  return ["```diff", ...lines, "```"];
}
