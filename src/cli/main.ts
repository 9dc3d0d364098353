#!/usr/bin/env node
import { exitCodes } from "./exit-codes.ts";
import type { Io, OutputStream } from "./io.ts";
import { run } from "./run.ts";
import { tellError } from "./tell-error.ts";

const signals = { SIGINT: exitCodes.interrupted, SIGTERM: exitCodes.terminated } as const;
type Signal = keyof typeof signals;

const argv = process.argv.slice(2);
const controller = new AbortController();
let signalled: Signal | undefined;
let outputError: NodeJS.ErrnoException | undefined;

/**
 * A stream nobody reads any more (`hookfleet plan | head`) or that is full asks for an orderly end,
 * as a signal does: what is in flight is finished, because it may be a write.
 */
function output(stream: NodeJS.WriteStream): OutputStream {
  let isBroken = false;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    isBroken = true;
    outputError ??= error;
    controller.abort();
  });
  return {
    stream,
    write: (text) => {
      if (!isBroken) stream.write(text);
    },
    isTTY: stream.isTTY === true,
    columns: stream.columns,
  };
}

const io: Io = {
  stdin: { stream: process.stdin, isTTY: process.stdin.isTTY === true },
  stdout: output(process.stdout),
  stderr: output(process.stderr),
  environment: process.env,
  cwd: process.cwd(),
  now: Date.now,
  interrupted: controller.signal,
};

/** The first signal asks for an orderly end, the second one ends at once. */
function listen(name: Signal): void {
  process.on(name, () => {
    if (signalled !== undefined) process.exit(signals[name]);
    signalled = name;
    controller.abort();
  });
}

listen("SIGINT");
listen("SIGTERM");

// Node would print what was thrown with all that hangs on it, such as a request and its headers.
process.on("uncaughtException", (error) => {
  tellError(error, argv, io).finally(() => process.exit(exitCodes.failed));
});

const code = await run(argv, io);
if (signalled !== undefined) process.exitCode = signals[signalled];
else if (outputError === undefined || outputError.code === "EPIPE") process.exitCode = code;
else {
  process.exitCode = exitCodes.failed;
  io.stderr.write(`error output-failed: cannot write the output: ${outputError.code}\n`);
}
