import type { Io } from "./io.ts";

export interface ReadingProgress {
  readonly report: (done: number, total: number) => void;
  readonly stop: () => void;
}

/** Back to the start of the line, and what stands there wiped out. */
export const eraseLine = "\r\u001b[2K";

/** Tells a person at a terminal how far the reading is. In CI and in pipes it says nothing. */
export function createReadingProgress(io: Io, quiet: boolean, total: number): ReadingProgress {
  const { isTTY, write } = io.stderr;
  if (quiet || !isTTY || io.environment["TERM"] === "dumb" || total < 2)
    return { report: () => {}, stop: () => {} };
  const show = (done: number): void => write(`${eraseLine}Reading scopes: ${done} of ${total}`);
  show(0);
  return { report: show, stop: () => write(eraseLine) };
}
