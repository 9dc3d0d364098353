import { CommanderError } from "commander";
import { exitCodes } from "./exit-codes.ts";
import type { Io } from "./io.ts";
import { Problems } from "./problems.ts";
import { createProgram } from "./program.ts";

/** Looked at before, or without, the arguments being parsed. */
function asksFor(argv: readonly string[], flag: string, value?: string): boolean {
  if (value === undefined) return argv.includes(flag);
  return argv.includes(`${flag}=${value}`) || argv[argv.indexOf(flag) + 1] === value;
}

/** The failure for people on stderr and, where JSON was asked for, as the one document on stdout. */
async function tell(error: unknown, argv: readonly string[], io: Io, answered: boolean) {
  const report = await import("../index.ts");
  const noColour = asksFor(argv, "--no-color");
  const palette = report.createPalette(report.colourEnabled(io.stderr, io.environment, noColour));
  const text =
    error instanceof Problems
      ? report.renderDiagnostics(error.diagnostics, { palette })
      : report.renderError(error, { palette, verbose: asksFor(argv, "--verbose") });
  io.stderr.write(`${text}\n`);
  if (answered || !asksFor(argv, "--format", "json")) return;
  const diagnostics =
    error instanceof Problems ? error.diagnostics : [report.errorDiagnostic(error)];
  io.stdout.write(`${report.renderDiagnosticsJson(diagnostics)}\n`);
}

/** Runs one command line and gives its exit code. Nothing is thrown, whatever happens. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let answered = false;
  let code: number = exitCodes.ok;
  const write = (text: string): void => {
    answered = true;
    io.stdout.write(text);
  };
  try {
    const shown = { ...io, stdout: { ...io.stdout, write } };
    const finish = (result: number): void => {
      code = result;
    };
    const program = createProgram(shown, finish, run);
    await program.parseAsync(argv, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? exitCodes.ok : exitCodes.failed;
    await tell(error, argv, io, answered);
    return exitCodes.failed;
  }
}
