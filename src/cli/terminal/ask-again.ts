import {
  type DesiredState,
  HookfleetError,
  type PlanDocument,
  type Resupply,
  resupplyAsPlanned,
  resupplyByUrl,
} from "../../index.ts";

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
