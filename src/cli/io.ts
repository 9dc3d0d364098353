import type { Readable, Writable } from "node:stream";
import type { Clock } from "../model/clock.ts";
import { type Hidden, redactOutput } from "../redact/redact-known.ts";
import { breakCommands } from "../redact/sanitize.ts";
import type { StatusLine } from "./status-line.ts";

/** A place to write text to, and what is known of it. */
export interface OutputStream {
  readonly stream: Writable;
  readonly write: (text: string) => void;
  readonly isTTY: boolean;
  /** Columns of the terminal; undefined where it is none. */
  readonly columns: number | undefined;
}

/** The process that a command line runs in, and its time. */
export interface ProcessIo extends Clock {
  readonly stdin: { readonly stream: Readable; readonly isTTY: boolean };
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Aborted with the signal's name when the process is asked to stop. */
  readonly interrupted: AbortSignal;
}

/** Everything a command may know of the process it runs in. */
export interface Io extends ProcessIo {
  readonly status: StatusLine;
  readonly hidden: Hidden;
}

/** The process with streams that show no credential, and with messages that are no commands. */
export function withHidden<Process extends ProcessIo>(
  io: Process,
): Process & { readonly hidden: Hidden } {
  const hidden: Hidden = { credentials: new Set(), known: new Set() };
  const through = (stream: OutputStream, change: (text: string) => string): OutputStream => ({
    ...stream,
    write: (text) => stream.write(change(redactOutput(text, hidden))),
  });
  const stdout = through(io.stdout, (text) => text);
  // Annotations go to stdout, and no message of ours is one.
  return { ...io, hidden, stdout, stderr: through(io.stderr, breakCommands) };
}
