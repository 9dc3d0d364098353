import { compareStrings } from "../../model/compare-strings.ts";
import type { Diagnostic, SourcePosition } from "../../model/diagnostic.ts";
import { groupBy } from "../../model/group-by.ts";
import type { FleetConfig, OwnerRule } from "../fleet-config.ts";
import { quoted } from "../frames/quoted.ts";
import { type OpenSelector, selectorLabels } from "./selector-labels.ts";

interface PlacedSelector extends OpenSelector {
  readonly position: SourcePosition;
}

/** The open selectors of an owner, each once, at the first place that has it. */
function openSelectors(owner: OwnerRule | undefined): ReadonlyMap<string, PlacedSelector> {
  const all = (owner?.repositories ?? []).flatMap(({ selector, position }) =>
    selectorLabels(selector).map((open) => [open.label, { ...open, position }] as const),
  );
  return new Map(all.toReversed());
}

const compareLabels = (left: OpenSelector, right: OpenSelector): number =>
  compareStrings(left.label, right.label);

/** Selectors that only one side has, and that ask for the same names under other conditions. */
function changedSelectors(
  base: OwnerRule | undefined,
  head: OwnerRule,
): readonly { readonly before: PlacedSelector; readonly after: PlacedSelector }[] {
  const [earlier, later] = [openSelectors(base), openSelectors(head)];
  const gone = [...earlier.values()].filter(({ label }) => !later.has(label));
  const fresh = [...later.values()].filter(({ label }) => !earlier.has(label));
  const byGlob = groupBy(gone.toSorted(compareLabels), ({ glob }) => glob);
  return fresh.toSorted(compareLabels).flatMap((after) => {
    const before = byGlob.get(after.glob)?.shift();
    return before === undefined ? [] : [{ before, after }];
  });
}

/** What a selector of the base is called in the change, where its conditions changed alone. */
export interface MatchedLabels {
  /** By lower-cased owner: label on the base → label in the change. */
  readonly renames: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds selectors again whose conditions a change edits, and says that it does. */
export function matchLabels(base: FleetConfig, head: FleetConfig): MatchedLabels {
  const renames = new Map<string, ReadonlyMap<string, string>>();
  const diagnostics: Diagnostic[] = [];
  for (const owner of head.owners) {
    const key = owner.name.toLowerCase();
    const earlier = base.owners.find(({ name }) => name.toLowerCase() === key);
    const changed = changedSelectors(earlier, owner);
    renames.set(key, new Map(changed.map(({ before, after }) => [before.label, after.label])));
    for (const { before, after } of changed) {
      const was = before.conditions === "" ? "without conditions" : quoted(before.conditions);
      const is = after.conditions === "" ? "without conditions" : quoted(after.conditions);
      diagnostics.push({
        severity: "warning",
        code: "selector-changed",
        message: `this change selects ${quoted(`${owner.name}/${after.glob}`)} by other conditions: ${was} before, ${is} now`,
        help: "Which repositories come and go, GitHub alone knows: plan with a token to see it.",
        scope: `${owner.name}/${after.label}`,
        position: after.position,
      });
    }
  }
  return { renames, diagnostics };
}
