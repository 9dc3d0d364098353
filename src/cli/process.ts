import { systemClock } from "../model/clock.ts";
import { printError } from "./errors/print-error.ts";
import { exitCodes } from "./exit-codes.ts";
import type { OutputStream, ProcessIo } from "./io.ts";
import { run } from "./run.ts";

const signals = {
  SIGINT: exitCodes.interrupted,
  SIGTERM: exitCodes.terminated,
  // The terminal was closed, or the connection to it broke.
  SIGHUP: exitCodes.terminated,
} as const;
type Signal = keyof typeof signals;

/** Runs the command line of this process, with its streams, its signals and its exit code. */
export async function runProcess(): Promise<void> {
  const argv = process.argv.slice(2);
  const controller = new AbortController();
  let signalled: Signal | undefined;
  /** What `run` gives; a failure until then, and wherever it never ends. */
  let code: number = exitCodes.failed;
  /** Of what happens outside of `run`. */
  let hasFailed = false;

  /**
   * A closed pipe (`hookfleet plan | head`) or a full disk asks for an orderly end as a signal does:
   * requests in flight are finished, because they may be writes. A reader that has read enough is no
   * failure.
   */
  function output(stream: NodeJS.WriteStream): OutputStream {
    let isBroken = false;
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (isBroken) return;
      isBroken = true;
      controller.abort();
      if (error.code === "EPIPE") return;
      hasFailed = true;
      io.stderr.write(`error output-lost: the output cannot be written (${error.code})\n`);
    });
    return {
      stream,
      write: (text) => {
        if (!isBroken) stream.write(text);
      },
      isTTY: stream.isTTY === true,
      // Terminals that do not know say 0.
      columns: stream.columns === 0 ? undefined : stream.columns,
    };
  }

  const io: ProcessIo = {
    // Few commands read it, and to open it costs more than to parse the arguments.
    stdin: {
      get stream() {
        return process.stdin;
      },
      get isTTY() {
        return process.stdin.isTTY === true;
      },
    },
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    environment: process.env,
    cwd: process.cwd(),
    ...systemClock,
    interrupted: controller.signal,
  };

  // The first signal asks for an orderly end, the second one ends at once.
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(name, () => {
      if (signalled !== undefined) process.exit();
      signalled = name;
      controller.abort();
    });

  // Node would print what was thrown with all that hangs on it, such as a request and its headers.
  process.on("uncaughtException", (error) => {
    hasFailed = true;
    printError(error, argv, io);
    process.exit();
  });

  // Streams fail after the write, so that only the end of the process knows how it went.
  process.on("exit", () => {
    if (signalled !== undefined) process.exitCode = signals[signalled];
    else process.exitCode = hasFailed ? exitCodes.failed : code;
  });

  code = await run(argv, io);
}
