import { HookfleetError } from "../model/errors.ts";

/** Turns whatever was thrown while an action ran into the error of its outcome. */
export function outcomeError(error: unknown): HookfleetError {
  if (error instanceof HookfleetError) return error;
  const name = error instanceof Error ? error.name : typeof error;
  // The text of an unexpected error may hold anything, a request's body included.
  return new HookfleetError("internal-error", `an unexpected ${name} stopped this action`, {
    source: "github",
    help: "This is a bug in hookfleet. Run again with --verbose and report it.",
  });
}
