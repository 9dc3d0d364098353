import { CommanderError } from "commander";
import { DiagnosticsError } from "../model/errors.ts";
import { renderDiagnosticsJson } from "../render/text/render-diagnostics.ts";
import { asksForJson, printError, reasonsOf } from "./errors/print-error.ts";
import { usageDiagnostic } from "./errors/usage-error.ts";
import { exitCodes } from "./exit-codes.ts";
import { runEnded } from "./interrupts.ts";
import { type Io, type ProcessIo, withHidden } from "./io.ts";
import { createProgram } from "./program.ts";
import { withStatusLine } from "./status-line.ts";

/** The failure as the one document on stdout, where JSON was asked for. */
function answerError(error: unknown, io: Io): void {
  const diagnostics =
    error instanceof CommanderError
      ? [usageDiagnostic(error)]
      : error instanceof DiagnosticsError
        ? error.diagnostics
        : reasonsOf(error);
  io.stdout.write(`${renderDiagnosticsJson(diagnostics)}\n`);
}

/**
 * An interrupt that the end of a run is, too: requests that nobody waits for any more, because another
 * one has failed, are not sent.
 */
function untilEnded(interrupted: AbortSignal): { readonly signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  interrupted.addEventListener("abort", abort);
  if (interrupted.aborted) abort();
  const end = (): void => {
    interrupted.removeEventListener("abort", abort);
    controller.abort(runEnded);
  };
  return { signal: controller.signal, end };
}

/** Runs one command line and gives its exit code. Nothing is thrown, whatever happens. */
export async function run(argv: readonly string[], process: ProcessIo): Promise<number> {
  const io = withStatusLine(withHidden(process));
  const { signal: interrupted, end } = untilEnded(process.interrupted);
  let answered = false;
  let code: number = exitCodes.ok;
  const write = (text: string): void => {
    answered = true;
    io.stdout.write(text);
  };
  try {
    const shown = { ...io, interrupted, stdout: { ...io.stdout, write } };
    const finish = (result: number): void => {
      code = result;
    };
    const program = createProgram(shown, finish, run, argv[0]);
    await program.parseAsync(argv, { from: "user" });
    return code;
  } catch (error) {
    const isUsage = error instanceof CommanderError;
    if (isUsage && error.exitCode === 0) return exitCodes.ok;
    // What is wrong with the arguments, commander has said already.
    if (!isUsage) printError(error, argv, io);
    if (!answered && asksForJson(argv)) answerError(error, io);
    return exitCodes.failed;
  } finally {
    end();
    io.status.end();
  }
}
