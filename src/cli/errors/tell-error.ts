import {
  colourEnabled,
  createPalette,
  type Diagnostic,
  errorDiagnostic,
  HookfleetError,
  PlanRefused,
  renderDiagnostics,
  renderError,
} from "../../index.ts";
import type { ProcessIo } from "../io.ts";
import { asksFor } from "./asks-for.ts";
import { Problems } from "./problems.ts";
import { describeSystemFailure } from "./system-failure.ts";

/** A failure of the machine or the installation as an error of ours; anything else as it is. */
export function explained(error: unknown): unknown {
  const failure = describeSystemFailure(error);
  return failure === undefined ? error : new HookfleetError(failure.code, failure.message, failure);
}

/** Every reason for which a run ended, as data; warnings that were told beside them are none. */
export function reasonsOf(error: unknown): readonly Diagnostic[] {
  if (error instanceof Problems) {
    const errors = error.diagnostics.filter(({ severity }) => severity === "error");
    return errors.length > 0 ? errors : error.diagnostics;
  }
  if (error instanceof PlanRefused) return error.reasons;
  return [errorDiagnostic(explained(error))];
}

/**
 * The failure that ended a run, for people on stderr. Nothing is loaded here: a machine without file
 * handles, or half an installation, could not load it.
 */
export function tellError(error: unknown, argv: readonly string[], io: ProcessIo): void {
  const noColour = asksFor(argv, "--no-color");
  const palette = createPalette(colourEnabled(io.stderr, io.environment, noColour));
  const width = io.stderr.columns;
  const text =
    error instanceof Problems
      ? renderDiagnostics(error.diagnostics, { palette, width })
      : renderError(explained(error), { palette, width, verbose: asksFor(argv, "--verbose") });
  io.stderr.write(`${text}\n`);
}
