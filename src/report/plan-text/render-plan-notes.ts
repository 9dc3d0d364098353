import type { Plan } from "../../model/plan.ts";
import type { Palette } from "../text/palette.ts";
import { wrapProse } from "../text/wrap-prose.ts";
import { planNotes } from "../words/plan-notes.ts";

/** What is true of the whole plan, between its warnings and its closing line. */
export function renderPlanNotes(
  plan: Plan & { readonly offline?: boolean | undefined },
  options: { readonly palette: Palette; readonly width: number },
): string {
  const { palette, width } = options;
  const { offline, incomplete, assumed, nothingToDo } = planNotes(plan, plan.assumed);
  const wrap = (sentence: string | undefined): readonly string[] =>
    sentence === undefined ? [] : wrapProse(sentence, { first: "", rest: "", width });
  return [
    ...wrap(offline).map(palette.muted),
    ...wrap(incomplete).map(palette.warning),
    ...wrap(assumed).map(palette.muted),
    ...wrap(nothingToDo).map(palette.strong),
  ].join("\n");
}
