import { HookfleetError } from "../model/errors.ts";
import type { Session } from "./session.ts";

/** What was not read because of an interrupt is not unreadable: a run that reads ends with this. */
export function stopIfInterrupted({ interrupted }: Pick<Session, "interrupted">): void {
  if (interrupted.aborted)
    throw new HookfleetError("interrupted", "interrupted while reading; nothing was written");
}

/**
 * The interrupt as long as a run only reads: from `release` on it no longer reaches the requests,
 * because one that writes is finished rather than cut off.
 */
export function untilWriting(interrupted: AbortSignal): {
  readonly signal: AbortSignal;
  readonly release: () => void;
} {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  interrupted.addEventListener("abort", stop);
  if (interrupted.aborted) stop();
  return {
    signal: controller.signal,
    release: () => interrupted.removeEventListener("abort", stop),
  };
}

const notice =
  "Interrupted: requests in flight are finished, the rest is not attempted. Interrupt again to stop at once.";

/** Says while something is written what an interrupt does. */
export async function whileWriting<T>(session: Session, write: () => Promise<T>): Promise<T> {
  const { interrupted, quiet, stderr, err } = session;
  const onInterrupt = (): void => {
    if (!quiet) stderr.write(`${err.palette.warning(notice)}\n`);
  };
  interrupted.addEventListener("abort", onInterrupt);
  try {
    return await write();
  } finally {
    interrupted.removeEventListener("abort", onInterrupt);
  }
}
