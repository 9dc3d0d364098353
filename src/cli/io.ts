import type { Readable, Writable } from "node:stream";
import type { Clock } from "../github/clock.ts";
import type { Hidden } from "./output/hidden.ts";
import type { StatusLine } from "./terminal/status-line.ts";

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
