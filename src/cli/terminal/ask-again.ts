import type { DesiredState } from "../../model/desired-state.ts";
import { HookfleetError } from "../../model/errors.ts";
import type { PlanDocument } from "../../model/plan-document.ts";
import type { Resupply } from "../../plan/plan-scope.ts";
import { resupplyAsPlanned, resupplyByUrl } from "../../plan/resupply.ts";

/**
 * Which secrets are sent again although nothing differs: those of `--resupply`, or those that the
 * reviewed plan has, because nothing is written that it did not show.
 */
export function askAgain(
  globs: readonly string[],
  reviewed?: PlanDocument,
): (state: DesiredState, about: { readonly isWhole: boolean }) => Resupply {
  if (reviewed === undefined) return (state, about) => resupplyByUrl(globs, state, about);
  if (globs.length === 0) return () => resupplyAsPlanned(reviewed);
  throw new HookfleetError("resupply-of-plan", "a saved plan brings the secrets it sends again", {
    help: "Leave --resupply out, or plan again with it.",
  });
}
