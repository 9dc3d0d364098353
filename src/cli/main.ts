#!/usr/bin/env node
import { exitCodes } from "./exit-codes.ts";
import type { Io, OutputStream } from "./io.ts";
import { run } from "./run.ts";

function output(stream: NodeJS.WriteStream): OutputStream {
  // `hookfleet plan | head` closes the pipe early, which is no failure of ours.
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(exitCodes.failed);
  });
  return {
    stream,
    write: (text) => void stream.write(text),
    isTTY: stream.isTTY === true,
    columns: stream.columns,
  };
}

/** The first signal asks for an orderly end, the second one ends at once. */
function listenForSignals(): AbortController {
  const controller = new AbortController();
  for (const [name, code] of [
    ["SIGINT", exitCodes.interrupted],
    ["SIGTERM", exitCodes.terminated],
  ] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(code);
      controller.abort(name);
    });
  }
  return controller;
}

const controller = listenForSignals();
const io: Io = {
  stdin: { stream: process.stdin, isTTY: process.stdin.isTTY === true },
  stdout: output(process.stdout),
  stderr: output(process.stderr),
  environment: process.env,
  cwd: process.cwd(),
  now: Date.now,
  interrupted: controller.signal,
};

const code = await run(process.argv.slice(2), io);
const { aborted, reason } = controller.signal;
process.exitCode = aborted
  ? reason === "SIGTERM"
    ? exitCodes.terminated
    : exitCodes.interrupted
  : code;
