import type { Command } from "commander";
import type { Io, ProcessIo } from "./io.ts";

/** Runs a whole command line, as the process does. */
export type Run = (argv: readonly string[], io: ProcessIo) => Promise<number>;

/** Declares one command: its flags now, its code when it runs. */
export type AddCommand = (
  program: Command,
  io: Io,
  /** Is told the exit code. */
  finish: (code: number) => void,
  /** For the one command that runs others. */
  run: Run,
) => void;
