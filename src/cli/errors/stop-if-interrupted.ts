import { HookfleetError } from "../../index.ts";
import type { Io } from "../io.ts";

/** What was not read because of an interrupt is not unreadable: a run that reads ends with this. */
export function stopIfInterrupted(io: Io): void {
  if (io.interrupted.aborted)
    throw new HookfleetError("interrupted", "interrupted while reading; nothing was written");
}
