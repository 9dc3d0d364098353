import type { Io } from "./io.ts";
import type { OutputOptions } from "./options.ts";

export interface ReadingProgress {
  readonly report: (done: number, total: number) => void;
  readonly stop: () => void;
}

/** Back to the start of the line, and what stands there wiped out. */
export const eraseLine = "\r\u001b[2K";

/** Tells a person at a terminal how far the reading is. In CI and in pipes it says nothing. */
export function createReadingProgress(
  io: Io,
  { quiet, verbose }: Pick<OutputOptions, "quiet" | "verbose">,
  total: number,
): ReadingProgress {
  const { isTTY, write } = io.stderr;
  // Lines about requests tell how far it is, too.
  const isSilent = quiet === true || verbose === true || io.environment["TERM"] === "dumb";
  if (isSilent || !isTTY || total < 2) return { report: () => {}, stop: () => {} };
  const show = (done: number): void => write(`${eraseLine}Reading scopes: ${done} of ${total}`);
  show(0);
  return { report: show, stop: () => write(eraseLine) };
}
