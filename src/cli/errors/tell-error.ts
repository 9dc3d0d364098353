import type { ProcessIo } from "../io.ts";
import { asksFor } from "./asks-for.ts";
import { Problems } from "./problems.ts";

/** The failure that ended a run, for people on stderr. */
export async function tellError(
  error: unknown,
  argv: readonly string[],
  io: ProcessIo,
): Promise<void> {
  const { colourEnabled, createPalette, renderDiagnostics, renderError } = await import(
    "../../index.ts"
  );
  const noColour = asksFor(argv, "--no-color");
  const palette = createPalette(colourEnabled(io.stderr, io.environment, noColour));
  const width = io.stderr.columns;
  const text =
    error instanceof Problems
      ? renderDiagnostics(error.diagnostics, { palette, width })
      : renderError(error, { palette, width, verbose: asksFor(argv, "--verbose") });
  io.stderr.write(`${text}\n`);
}
