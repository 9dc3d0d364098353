import { type Diagnostic, errorsOf, hasErrors } from "../../model/diagnostic.ts";
import {
  DiagnosticsError,
  errorDiagnostic,
  HookfleetError,
  PlanRefused,
} from "../../model/errors.ts";
import { renderDiagnostics } from "../../render/text/render-diagnostics.ts";
import { renderError } from "../../render/text/render-error.ts";
import { paletteFor } from "../../render/text/terminal.ts";
import type { ProcessIo } from "../io.ts";
import type { Session } from "../session.ts";
import { describeSystemFailure } from "./system-failure.ts";

/** Whether `--format json` stands in arguments that were not, or could not be, parsed. The last counts. */
export function asksForJson(argv: readonly string[]): boolean {
  const formats = argv.flatMap((word, index) => {
    if (word === "--format") return argv[index + 1] ?? "";
    return word.startsWith("--format=") ? word.slice("--format=".length) : [];
  });
  return formats.at(-1) === "json";
}

/** A failure of the machine or the installation as an error of ours; anything else as it is. */
function explained(error: unknown): unknown {
  const failure = describeSystemFailure(error);
  return failure === undefined ? error : new HookfleetError(failure.code, failure.message, failure);
}

/** Every reason for which a run ended, as data; warnings beside them are left out. */
export function reasonsOf(error: unknown): readonly Diagnostic[] {
  if (error instanceof DiagnosticsError) {
    const errors = errorsOf(error.diagnostics);
    return errors.length > 0 ? errors : error.diagnostics;
  }
  if (error instanceof PlanRefused) return error.reasons;
  return [errorDiagnostic(explained(error))];
}

/**
 * The failure that ended a run, for people on stderr. Nothing is loaded here: a machine without file
 * handles, or half an installation, could not load it.
 */
export function printError(error: unknown, argv: readonly string[], io: ProcessIo): void {
  const noColor = argv.includes("--no-color");
  const palette = paletteFor(io.stderr, io.environment, noColor);
  const style = { palette, width: io.stderr.columns, verbose: argv.includes("--verbose") };
  // Of missing secrets each has a place of its own; other refusals refer to what was shown above.
  const listed =
    error instanceof DiagnosticsError
      ? error.diagnostics
      : error instanceof PlanRefused && error.code === "secrets-unavailable"
        ? error.reasons
        : undefined;
  const text =
    listed === undefined ? renderError(explained(error), style) : renderDiagnostics(listed, style);
  io.stderr.write(`${text}\n`);
}

/**
 * Diagnostics beside a result that is there all the same, on stderr; under `--quiet` errors alone.
 *
 * @returns whether an error is among them
 */
export function printDiagnostics(
  diagnostics: readonly Diagnostic[],
  { quiet, stderr, err }: Pick<Session, "quiet" | "stderr" | "err">,
): boolean {
  const shown = quiet ? errorsOf(diagnostics) : diagnostics;
  if (shown.length > 0) stderr.write(`${renderDiagnostics(shown, err)}\n`);
  return hasErrors(diagnostics);
}
