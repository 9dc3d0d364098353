import type { Plan } from "../model/plan.ts";
import { countNoun } from "./count-noun.ts";
import type { Palette } from "./palette.ts";
import { wrapProse } from "./wrap-prose.ts";

/** What is true of the whole plan, between its warnings and its closing line. */
export function renderPlanNotes(
  plan: Plan,
  options: { readonly palette: Palette; readonly width: number },
): string {
  const { palette, width } = options;
  const wrap = (sentence: string): readonly string[] =>
    wrapProse(sentence, { first: "", rest: "", width });
  const assumed = `${countNoun(plan.assumed, "secret")} assumed: present on GitHub, not proved to be the right ${plan.assumed === 1 ? "one" : "ones"}.`;
  return [
    ...(plan.complete
      ? []
      : wrap(
          "This plan is incomplete: not every scope could be read, and what could not be read is not touched. `apply` carries out the rest only with `--allow-incomplete`.",
        ).map(palette.warning)),
    ...(plan.assumed === 0 ? [] : wrap(assumed).map(palette.muted)),
    ...wrap(nothingToDo(plan)).map(palette.strong),
  ].join("\n");
}

function nothingToDo(plan: Plan): string {
  if (plan.actions.some(({ blocked }) => blocked === null)) return "";
  if (plan.actions.length > 0) return "Nothing to apply: every action is blocked.";
  if (!plan.complete) return "No changes in the scopes that could be read.";
  if (plan.scopes.length === 0) return "No changes. The file selects no scope.";
  return "No changes. GitHub has what the file asks for.";
}
