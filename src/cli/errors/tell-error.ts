import { PlanRefused } from "../../apply/check-plan.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { HookfleetError } from "../../model/errors.ts";
import { colourEnabled, createPalette } from "../../render/text/palette.ts";
import { renderDiagnostics } from "../../render/text/render-diagnostics.ts";
import { errorDiagnostic, renderError } from "../../render/text/render-error.ts";
import type { ProcessIo } from "../io.ts";
import { describeSystemFailure } from "./system-failure.ts";

/** Whether a flag stands in arguments that were not, or could not be, parsed. */
export function asksFor(argv: readonly string[], flag: string): boolean {
  return argv.includes(flag);
}

/** The same for `--format json`; as for the parser, the last one counts. */
export function asksForJson(argv: readonly string[]): boolean {
  const formats = argv.flatMap((word, index) => {
    if (word === "--format") return argv[index + 1] ?? "";
    return word.startsWith("--format=") ? word.slice("--format=".length) : [];
  });
  return formats.at(-1) === "json";
}

/** Problems that end a command: all of them at once, each with its place. */
export class Problems extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super("the command met problems");
    this.name = "Problems";
    this.diagnostics = diagnostics;
  }
}

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
